using Instrumentation.Generator.Tests.Harness;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>An edit re-runs what it concerns and nothing else, and each step for the reason that is expected of it.</summary>
public sealed class CachingTests
{
    private static readonly Project Shop = Project.Of(
        """
        //Orders.cs
        using Instrumentation;
        namespace Shop;
        public enum Channel { Web, Store }
        public partial class Orders
        {
            [Traced, Counted] public int Place([Tag] Channel channel) { return (int)channel; }
            [Traced] public partial int Cancel(int id);
            private int CancelCore(int id) => id;
        }
        [Traced(Decorate = true)] public interface IStock { int Take(int n); }
        """,
        """
        //Caller.cs
        namespace Shop;
        public static class Caller
        {
            public static int Call(Orders orders) { var x = 1; return orders.Place(Channel.Web) + x; }
        }
        """,
        """
        //Other.cs
        namespace Shop;
        public static class Other
        {
            public static int Double(int x) { return x * 2; }
            public static int Call(Orders orders) => orders.Place(Channel.Store);
        }
        """,
        """
        //Unrelated.cs
        namespace Shop;
        public static class Unrelated
        {
            public static int Half(int x) { return x / 2; }
        }
        """);

    [Fact]
    public void The_first_run_writes_everything()
    {
        var run = Run.Over(Shop).CompilesCleanly();

        Assert.Equal(
            ["Calls.Caller.71ef4422.g.cs", "Calls.Other.459989cf.g.cs", "Shop.InstrumentedStock.g.cs", "Shop_Orders.g.cs", "Shop_Orders_Cancel.Partial.g.cs"],
            run.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(run.Sources.Keys.Order(StringComparer.Ordinal), run.Written());
    }

    [Fact]
    public void The_same_compilation_re_runs_nothing()
    {
        var run = Run.Over(Shop).Then(Shop);

        Assert.Empty(run.Written());
        Assert.All(AllSteps, step => Assert.Equal([Reason.Cached], run.Reasons(step)));
    }

    [Theory]
    [InlineData("Unrelated.cs", "x / 2", "x / 3")]
    [InlineData("Unrelated.cs", "{ return", "{ /* a comment */ return")]
    [InlineData("Unrelated.cs", "return x", "var y = x; return y")]
    [InlineData("Orders.cs", "(int)channel;", "(int)channel + 1;")]
    [InlineData("Orders.cs", "=> id;", "=> id + 1;")]
    public void An_edit_in_a_body_without_observed_calls_writes_nothing(string file, string before, string after)
    {
        var run = Run.Over(Shop).Then(Shop.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal)));

        Assert.Empty(run.Written());
        Assert.Equal([Reason.Unchanged], run.Reasons(StepNames.Surface));
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Partials));
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Decorators));
        Assert.All(run.Reasons(StepNames.FileCalls), reason => Assert.True(reason is Reason.Cached or Reason.Unchanged));
        Assert.All(run.Reasons(StepNames.Holders), reason => Assert.True(reason is Reason.Cached or Reason.Unchanged));
    }

    [Fact]
    public void An_edit_in_a_calling_file_writes_the_places_of_its_calls_and_no_body()
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Caller.cs", text => text.Replace("x = 1", "x = 2", StringComparison.Ordinal))).CompilesCleanly();

        Assert.Equal(["Calls.Caller.71ef4422.g.cs"], run.Written());
        Assert.Equal([Reason.Modified, Reason.Unchanged], run.Reasons(StepNames.FileCalls));
        Assert.Equal([Reason.Unchanged, Reason.Cached], run.Reasons(StepNames.FileTargets));
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Targets));
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Holders));
    }

    [Fact]
    public void A_new_call_writes_its_file_alone()
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Unrelated.cs", text => text.Replace("x / 2", "new Orders().Place(Channel.Web)", StringComparison.Ordinal))).CompilesCleanly();

        Assert.Equal(["Calls.Unrelated.35462d37.g.cs"], run.Written());
    }

    [Fact]
    public void A_removed_call_removes_its_output()
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Other.cs", text => text.Replace("orders.Place(Channel.Store)", "0", StringComparison.Ordinal)));

        Assert.DoesNotContain(run.Sources.Keys, name => name.StartsWith("Calls.Other", StringComparison.Ordinal));
        Assert.Empty(run.Written());
    }

    [Theory]
    [InlineData("Orders.cs", "[Traced, Counted]", "[Traced(\"place\"), Counted]", "Shop_Orders.g.cs")]
    [InlineData("Orders.cs", "Web, Store }", "Web, Store, Phone }", "Shop_Orders.g.cs")]
    [InlineData("Orders.cs", "[Traced] public partial", "[Traced(\"cancel\")] public partial", "Shop_Orders_Cancel.Partial.g.cs")]
    [InlineData("Orders.cs", "int Take(int n)", "int Take(long n)", "Shop.InstrumentedStock.g.cs")]
    public void A_change_of_a_declaration_writes_what_depends_on_it(string file, string before, string after, string written)
    {
        var run = Run.Over(Shop).Then(Shop.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal))).CompilesCleanly();

        Assert.Contains(written, run.Written());
        Assert.Equal(Run.Over(Shop.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal)).Reparsed()).Sources, run.Sources);
    }

    [Fact]
    public void An_attribute_that_goes_takes_the_wrapper_with_it()
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Orders.cs", text => text.Replace("[Traced, Counted] ", "", StringComparison.Ordinal))).CompilesCleanly();

        Assert.Equal(["Shop.InstrumentedStock.g.cs", "Shop_Orders_Cancel.Partial.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void A_declaration_elsewhere_that_changes_what_a_call_binds_to_is_seen()
    {
        // A better overload without an attribute appears in another file.
        var edited = Shop.Edit("Unrelated.cs", text => text + "public static class Better { public static int Place(this Orders orders, Channel channel, int more = 0) => 0; }")
            .Edit("Orders.cs", text => text.Replace("Place([Tag] Channel channel)", "Place([Tag] Channel channel, string name = \"\")", StringComparison.Ordinal)
                .Replace("private int CancelCore", "public int Place(Channel channel) => 0; private int CancelCore", StringComparison.Ordinal));

        var run = Run.Over(Shop).Then(edited).CompilesCleanly();

        Assert.DoesNotContain(run.Sources.Keys, name => name.StartsWith("Calls.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_directive_in_a_body_that_leaves_out_what_follows_is_seen()
    {
        var edited = Shop.Edit("Orders.cs", text => text.Replace("{ return (int)channel; }", "{ return (int)channel;\n#if NEVER\n }", StringComparison.Ordinal)
            .Replace("private int CancelCore(int id) => id;", "private int CancelCore(int id) => id;\n#else\n } private int CancelCore(long id) => 1;\n#endif\n", StringComparison.Ordinal));

        var run = Run.Over(Shop).Then(edited);

        Assert.DoesNotContain("Shop_Orders_Cancel.Partial.g.cs", run.Sources.Keys);
        Assert.Equal(Run.Over(edited.Reparsed()).Sources, run.Sources);
    }

    [Fact]
    public void An_expression_of_any_length_can_be_looked_through()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("1", 5_000));
        var project = Project.Of($"using Instrumentation; namespace Shop; public static class Long {{ [Traced] public static int One() => 1; public static int Sum() => {sum} + One(); }}");

        Assert.Contains("Shop_Long.g.cs", Run.Over(project).Sources.Keys);
    }

    private static readonly string[] AllSteps =
        [StepNames.Project, StepNames.Surface, StepNames.Calls, StepNames.FileCalls, StepNames.FileTargets, StepNames.Targets, StepNames.Holders, StepNames.Partials, StepNames.Decorators];
}
