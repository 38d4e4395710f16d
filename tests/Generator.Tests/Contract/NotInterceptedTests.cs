using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Contract;

/// <summary>Calls are left as they are where something around them says so, and nowhere else.</summary>
public sealed class NotInterceptedTests
{
    private const string Orders = """
        //Orders.cs
        using Instrumentation;
        namespace Shop;
        public static class Orders
        {
            [Traced] public static int Place(int id) => id;
            [Traced] public static int Cancel(int id) => id;
        }
        """;

    [Theory]
    [InlineData("[NotIntercepted] class C { int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted] partial class C; partial class C { int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted] class C { class D { struct E { int M() => Orders.Place(1); } } }")]
    [InlineData("[NotIntercepted] record R(int X = 1) { int Y { get; } = Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] int M() => Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] System.Func<int> M() => () => Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] System.Func<int> M() { return L; int L() => Orders.Place(1); } }")]
    [InlineData("class C { int M() { return L(); [NotIntercepted] static int L() => Orders.Place(1); } }")]
    [InlineData("class C { System.Func<int> M() => [NotIntercepted] () => Orders.Place(1); }")]
    [InlineData("class C { System.Func<int, System.Func<int>> M() => [NotIntercepted] (x) => () => Orders.Place(x); }")]
    [InlineData("class C { System.Func<int> F = [NotIntercepted] () => Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] int F = Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] int P => Orders.Place(1); }")]
    [InlineData("class C { int P { [NotIntercepted] get => Orders.Place(1); } }")]
    [InlineData("class C { [NotIntercepted] int P { get; } = Orders.Place(1); }")]
    [InlineData("class C { [NotIntercepted] int this[int i] { get { return Orders.Place(i); } } }")]
    [InlineData("class C { [NotIntercepted] event System.Action E { add => Orders.Place(1); remove { } } }")]
    [InlineData("class C { [NotIntercepted] C() { Orders.Place(1); } }")]
    [InlineData("class C { [NotIntercepted] C() : this(Orders.Place(1)) { } C(int x) { } }")]
    [InlineData("class A(int x) { public int X => x; } [method: NotIntercepted] class B() : A(Orders.Place(1));")]
    [InlineData("class C { [NotIntercepted] public static C operator -(C c) { Orders.Place(1); return c; } }")]
    [InlineData("interface I { [NotIntercepted] int M() => Orders.Place(1); }")]
    [InlineData("partial class C { [NotIntercepted] public partial int M(); public partial int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted(nameof(Orders.Place))] class C { int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted(nameof(Orders.Cancel)), NotIntercepted(\"Other\", \"Place\")] class C { int M() => Orders.Place(1); }")]
    [InlineData("[Leave] class C { int M() => Orders.Place(1); }")]
    [InlineData("[assembly: NotIntercepted] class C { int M() => Orders.Place(1); }")]
    [InlineData("[module: NotIntercepted(\"Place\")] class C { int M() => Orders.Place(1); }")]
    public void A_call_in_here(string code) => Assert.Empty(Over(code).Sources);

    [Theory]
    [InlineData("class C { int M() => Orders.Place(1); [NotIntercepted] int N() => 1; }")]
    [InlineData("class C { int M() => Orders.Place(1); [NotIntercepted] class D; }")]
    [InlineData("class C { [return: System.Diagnostics.CodeAnalysis.NotNull] int M() { System.Func<int> f = [NotIntercepted] () => 1; return Orders.Place(1); } }")]
    [InlineData("class C { int M() { return L() + Orders.Place(1); [NotIntercepted] static int L() => 1; } }")]
    [InlineData("class C { [NotIntercepted(nameof(Orders.Cancel))] int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted(\"place\")] class C { int M() => Orders.Place(1); }")]
    [InlineData("[NotIntercepted] class A; class C : A { int M() => Orders.Place(1); }")]
    [InlineData("class NotInterceptedAttribute : System.Attribute; [global::NotIntercepted] class C { int M() => Orders.Place(1); }")]
    public void And_not_one_elsewhere(string code) => Assert.Contains("Shop_Orders.g.cs", Over(code).Sources.Keys);

    [Fact]
    public void One_call_in_a_method_is_named()
    {
        var run = Over("class C { [NotIntercepted(nameof(Orders.Place))] int M() => Orders.Place(1) + Orders.Cancel(2); }");

        var calls = run.Sources.Single(static s => s.Key.StartsWith("Calls.", StringComparison.Ordinal)).Value;
        Assert.Contains("Shop_Orders_Cancel(", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop_Orders_Place(", calls, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_observes_itself_is_observed_all_the_same()
    {
        var run = Over("[NotIntercepted] partial class C { [Traced] public partial int M(); private int MCore() => Orders.Place(1); }");

        Assert.Contains("ObservedCall", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }

    // What is remembered of a file is forgotten when what stands in another one changes.
    [Theory]
    [InlineData("", "partial class C;", "[Instrumentation.NotIntercepted] partial class C;")]
    [InlineData("", "", "[assembly: Instrumentation.NotIntercepted]")]
    [InlineData("[Instrumentation.NotIntercepted(L.Name)]", "class L { public const string Name = \"Cancel\"; }", "class L { public const string Name = \"Place\"; }")]
    [InlineData("[Leave]", "global using Leave = System.ObsoleteAttribute;", "global using Leave = Instrumentation.NotInterceptedAttribute;")]
    public void An_attribute_that_comes_or_goes_in_another_file(string onCaller, string observing, string leaving)
    {
        var observed = Project.Of(Orders, $"{onCaller} partial class C {{ int M() => Shop.Orders.Place(1); }}", "//More.cs\n" + observing);
        var left = observed.Edit("More.cs", _ => "//More.cs\n" + leaving);

        var run = Run.Over(observed).CompilesCleanly();
        Assert.NotEmpty(run.Sources);
        run = run.Then(left).CompilesCleanly();
        Assert.Empty(run.Sources);
        run = run.Then(observed);
        Assert.Equal(Run.Over(observed.Reparsed()).Sources, run.Sources);
    }

    private static Run Over(string code) => Run.Over(Project.Of(
        "Shop",
        LanguageVersion.CSharp13,
        [],
        Orders,
        $"using Instrumentation; using Leave = Instrumentation.NotInterceptedAttribute; using Shop; {code}")).CompilesCleanly();
}
