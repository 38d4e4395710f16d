using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Whose telemetry it is: by the attribute of the assembly that declares the method, or else by the assembly itself.</summary>
public sealed class ScopeTests
{
    private const string Orders = "namespace Shop { public class Orders { [Instrumentation.Traced, Instrumentation.Counted] public int PlaceOrder() => 1; public int Call() => PlaceOrder(); } }";

    [Theory]
    [InlineData("", "(\"My.WebShop\", null, null)", "my.web_shop.orders.place_order.calls")]
    [InlineData("[assembly: System.Reflection.AssemblyInformationalVersion(\"1.2.3+abc\")]", "(\"My.WebShop\", \"1.2.3+abc\", null)", "my.web_shop.orders.place_order.calls")]
    [InlineData("[assembly: Instrumentation.InstrumentationScope(\"Contoso\")]", "(\"Contoso\", null, null)", "contoso.orders.place_order.calls")]
    [InlineData("[assembly: Instrumentation.InstrumentationScope(Name = \"Contoso\", Version = \"7\", SchemaUrl = \"https://x/1.44.0\")]", "(\"Contoso\", \"7\", \"https://x/1.44.0\")", "contoso.orders.place_order.calls")]
    [InlineData("[assembly: Instrumentation.InstrumentationScope(Version = \"7\")] [assembly: System.Reflection.AssemblyInformationalVersion(\"1.2.3\")]", "(\"My.WebShop\", \"7\", null)", "my.web_shop.orders.place_order.calls")]
    public void An_assembly_that_says(string attributes, string scope, string counter)
    {
        var run = Run.Over(Project.Of("My.WebShop", LanguageVersion.CSharp12, [], attributes + Orders)).CompilesCleanly();

        Assert.Contains("TelemetryScope.Get" + scope, run.Sources["Shop_Orders.g.cs"], StringComparison.Ordinal);
        Assert.Contains('"' + counter + '"', run.Sources["Shop_Orders.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_librarys_methods_speak_for_the_library_wherever_they_are_called()
    {
        var library = Run.Over(Project.Of("Library", LanguageVersion.CSharp12, [], "[assembly: Instrumentation.InstrumentationScope(\"lib\", Version = \"3\")]" + Orders)).CompilesCleanly();

        var application = Run.Over(Project.Of(
            "Application",
            LanguageVersion.CSharp12,
            [library.Image()],
            "class Other : Shop.Orders { [Instrumentation.Traced] public int Own() => PlaceOrder() + new Other().Own(); }")).CompilesCleanly();

        Assert.Contains("TelemetryScope.Get(\"lib\", \"3\", null)", application.Sources["Shop_Orders.g.cs"], StringComparison.Ordinal);
        Assert.Contains("TelemetryScope.Get(\"Application\", null, null)", application.Sources["Other.g.cs"], StringComparison.Ordinal);
    }
}
