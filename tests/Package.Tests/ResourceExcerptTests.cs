using System.Text.RegularExpressions;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/resources.md shows is compiled and run, and says what the page says.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class ResourceExcerptTests(PackedPackage package)
{
    private static readonly string[] Expected =
    [
        "deployment.environment.name=staging",
        "process.executable.name=dotnet",
        "rack=r-7",
        "service.name=shop",
        "service.namespace=market",
        "service.version=1.4.0",
        "team=checkout",
        "telemetry.sdk.name=instrumentation",
    ];

    [Fact]
    public async Task The_page_compiles_and_the_resource_is_what_it_says()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(package.RepositoryRoot, "docs", "resources.md"))).ReplaceLineEndings("\n");
        var excerpts = Excerpt().Matches(page).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(2, excerpts.Count);
        var project = package.NewProject("ResourceExcerpts")
            .Write("app.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", $"""
                using Instrumentation;
                using Instrumentation.Resources;

                {excerpts[0]}
                foreach (var (key, value) in resource.Attributes)
                    Console.WriteLine(key + "=" + value);

                {excerpts[1]}
                """);
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();

        var attributes = await project.OutputAsync("bin/Debug/net10.0/app.dll");

        Assert.Superset(Expected.ToHashSet(), attributes.ToHashSet());
    }

    [GeneratedRegex("(?s)```csharp\\n(?<code>.*?)\\n```")]
    private static partial Regex Excerpt();
}
