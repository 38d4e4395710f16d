namespace Instrumentation.Package.Tests.Support;

/// <summary>
/// An application with telemetry, for two frameworks and strict about warnings. It is restored once; a test that builds it in another way
/// does so in a configuration of its own, so that no build finds what another has made.
/// </summary>
internal static class Shop
{
    public const string Project = "Shop.csproj";

    private const string ProjectText = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
            <RootNamespace>Subject</RootNamespace>
            <Version>1.2.3</Version>
            <LangVersion>12</LangVersion>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AnalysisMode>All</AnalysisMode>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <!-- What the sources of the tests do, and no user would: literals, public types in an application, methods without state. -->
            <NoWarn>$(NoWarn);CA1303;CA1515;CA1822;CA2000</NoWarn>
          </PropertyGroup>
          <PropertyGroup Condition="'$(Configuration)' == 'Newest'">
            <LangVersion>latest</LangVersion>
            <DefineConstants>$(DefineConstants);NEWEST</DefineConstants>
          </PropertyGroup>
          <ItemGroup>
            <Compile Remove="Newest.cs" Condition="'$(Configuration)' != 'Newest'" />
            <PackageReference Include="Instrumentation" Version="VERSION" />
          </ItemGroup>

          <!-- What a build, or a package in it, can do to a generator. -->
          <Target Name="ReplaceGenerator" AfterTargets="InstrumentationAddGenerator" Condition="'$(ReplaceGenerator)' == 'true'">
            <ItemGroup>
              <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'Instrumentation.Generator'" />
              <Analyzer Include="$(OtherGenerator)" Condition="'$(OtherGenerator)' != ''" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    /// <summary>All code style rules that could stumble over what the package adds are on.</summary>
    private const string EditorConfig = """
        root = true
        [*.cs]
        dotnet_diagnostic.IDE0005.severity = warning
        dotnet_diagnostic.IDE0130.severity = warning
        dotnet_diagnostic.IDE0161.severity = warning
        csharp_style_namespace_declarations = file_scoped
        """;

    /// <summary>What it writes when nobody observes it.</summary>
    public static readonly string[] Results = ["placed 5", "shipped 8"];

    /// <summary>What it writes.</summary>
    public static readonly string[] Telemetry =
    [
        "metric Shop 1.2.3: orders.placed = 1 order.express=True",
        "metric Shop 1.2.3: orders.duration in s order.express=True",
        "span Shop 1.2.3: place order order.express=True order.id=4",
        "placed 5",
        "metric Shop 1.2.3: orders.shipping = 1",
        "metric Shop 1.2.3: orders.shipping = -1",
        "span Shop 1.2.3: Orders.ShipAsync",
        "shipped 8",
    ];

    /// <summary>Writes one.</summary>
    public static TestProject Write(TestProject project, string version) => project
        .Write(Project, ProjectText.Replace("VERSION", version, StringComparison.Ordinal))
        .Write(".editorconfig", EditorConfig)
        .Copy("", "Observer.cs", "Orders.cs", "Program.cs", "Newest.cs");

    public static string Assembly(string configuration) => $"bin/{configuration}/net10.0/Shop.dll";
}
