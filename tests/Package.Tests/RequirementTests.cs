using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What would leave every call unobserved in silence is an error that says what to do.</summary>
[Collection(PackageCollection.Name)]
public sealed class RequirementTests(PackedPackage package)
{
    private const string SwitchOff = "<InstrumentationEnabled>false</InstrumentationEnabled>";

    [Fact]
    public async Task An_older_compiler_is_an_error_that_names_the_SDK_to_install()
    {
        var shop = await package.ShopAsync();

        var run = await shop.BuildAsync(Shop.Project, "-c", "OldCompiler", "-f", "net10.0", "-p:CompilerApiVersion=roslyn4.13");

        run.FailedWith("INS901", ".NET SDK 9.0.300", "Roslyn 4.13", SwitchOff);
    }

    [Fact]
    public async Task The_oldest_compiler_that_can_do_it_does_it()
    {
        var project = package.NewProject("Oldest")
            .Write("Shop.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <LangVersion>13</LangVersion>
                    <Version>1.2.3</Version>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <!-- The package's compiler instead of the SDK's. -->
                    <RoslynCompilerType>Custom</RoslynCompilerType>
                    <!-- Those of this SDK are newer than the compiler. -->
                    <EnableNETAnalyzers>false</EnableNETAnalyzers>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                    <PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="4.14.0" PrivateAssets="all" />
                  </ItemGroup>
                </Project>
                """)
            .Copy("", "Observer.cs", "Orders.cs", "Program.cs");
        (await project.RestoreAsync("Shop.csproj")).Succeeded();

        (await project.BuildAsync("Shop.csproj")).Succeeded();

        Assert.Equal(Shop.Telemetry, await project.OutputAsync(Shop.Assembly("Debug")));
        (await project.Write("Version.cs", "#error version\n").BuildAsync("Shop.csproj")).FailedWith("CS8304", "'4.14.0");
    }

    [Fact]
    public async Task An_older_language_version_is_an_error_that_names_the_one_to_set()
    {
        var shop = await package.ShopAsync();

        var run = await shop.BuildAsync(Shop.Project, "-c", "OldLanguage", "-f", "net10.0", "-p:LangVersion=11.0");

        run.FailedWith("INS902", "C# 12", "LangVersion 11.0", SwitchOff);
    }

    [Theory]
    [InlineData(Damage.Removed, null)]
    [InlineData(Damage.NeedsNewerCompiler, "CS9057")]
    [InlineData(Damage.IsNoAssembly, "CS8034")]
    [InlineData(Damage.LacksMethodAtRunTime, "CS8785")]
    public async Task A_generator_that_the_compiler_leaves_out_is_an_error_even_where_warnings_are_not(Damage damage, string? warning)
    {
        var shop = await package.ShopAsync();
        var damaged = DamagedGenerator.Write(package.Restored("analyzers/dotnet/cs/Instrumentation.Generator.dll"), shop.PathOf($"damaged/{damage}"), damage);

        var run = await shop.BuildAsync(
            Shop.Project, "-c", damage.ToString(), "-f", "net10.0", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false",
            "-p:ReplaceGenerator=true", $"-p:OtherGenerator={damaged}");

        run.FailedWith("CS0234", "InstrumentationGeneratorRan.cs", "Generator_did_not_run", "set_InstrumentationEnabled_to_false");
        if (warning is not null)
            run.Says($"warning {warning}: ");
    }
}
