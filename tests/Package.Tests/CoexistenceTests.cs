using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>Beside other interceptors: those of ASP.NET Core, and one of the same call.</summary>
[Collection(PackageCollection.Name)]
public sealed class CoexistenceTests(PackedPackage package)
{
    [Fact]
    public async Task A_web_application_with_the_interceptors_of_its_framework_and_of_another_package_is_observed()
    {
        var project = package.NewProject("Coexistence")
            .Write("Rival/Rival.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.0</TargetFramework>
                    <LangVersion>latest</LangVersion>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="4.14.0" PrivateAssets="all" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Web/Web.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
                    <EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>
                    <InterceptorsNamespaces>$(InterceptorsNamespaces);Rival.Generated</InterceptorsNamespaces>
                    <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                    <ProjectReference Include="../Rival/Rival.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Web/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.INS002.severity = warning\n")
            .Copy("Rival", "Coexistence/Rival.cs")
            .Copy("Web", "Observer.cs", "Coexistence/Program.cs");
        (await project.RestoreAsync("Web/Web.csproj")).Succeeded();

        // The compiler tells of generated files, the rule of the call and what to do.
        (await project.BuildAsync("Web/Web.csproj"))
            .FailedWith("CS9153", "Negating.g.cs")
            .FailedWith("INS013", "Program.cs", "'Orders.Place'", "'Rival.Generated.Negative.Place'", "[NotIntercepted]");

        project.Edit("Web/Program.cs", "/* here */", "[NotIntercepted(nameof(Orders.Place))]");
        var build = (await project.BuildAsync("Web/Web.csproj")).Succeeded().Says("warning INS002: 'Orders.Find' is not observed here");
        Assert.DoesNotContain("INS013", build.Log, StringComparison.Ordinal);

        var generated = project.PathOf("Web/obj/Debug/net10.0/generated");
        string[] others = ["GeneratedRouteBuilderExtensions.g.cs", "BindingExtensions.g.cs", "Negating.g.cs"];
        Assert.All(others, other => Assert.Contains("InterceptsLocation", File.ReadAllText(Directory.GetFiles(generated, other, SearchOption.AllDirectories).Single()), StringComparison.Ordinal));
        var output = await project.OutputAsync("Web/bin/Debug/net10.0/Web.dll");
        Assert.Equal(["span Web 1.0.0: Orders.Find", "called 65", "taken 80", "placed -3"], output.Where(static l => !l.Contains("System.", StringComparison.Ordinal) && !l.Contains("Microsoft.", StringComparison.Ordinal)));
    }
}
