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
