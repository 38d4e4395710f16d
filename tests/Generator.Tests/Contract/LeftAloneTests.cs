using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Contract;

/// <summary>What can't be wrapped is left exactly as it is: no output for it, and the program compiles.</summary>
public sealed class LeftAloneTests
{
    [Theory]
    [InlineData("[Traced] public static async void M() => await Task.Yield();", "M()")]
    [InlineData("[Traced] public static System.Collections.IEnumerable M() { yield return 1; }", "M()")]
    [InlineData("[Traced] public static System.Collections.IEnumerator M() { yield return 1; }", "M()")]
    [InlineData("[Traced, Conditional(\"NEVER\")] public static void M() { }", "M()")]
    [InlineData("[Traced] public static System.Runtime.CompilerServices.YieldAwaitable M() => Task.Yield();", "M()")]
    [InlineData("private sealed class P { } [Traced] private void M(P p) { }", "new Subject().M(new P())")]
    [InlineData("public static void M() { L(); [Traced] void L() { } }", "M()")]
    [InlineData("public static int P { [Traced] get => 1; }", "P.ToString()")]
    public void A_method_of_that_shape(string member, string call)
    {
        var run = Run.Over(Project.Of($$"""
            using System;
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Threading.Tasks;
            using Instrumentation;
            namespace Shop;
            public class Subject
            {
                {{member}}
                public static void Call() { {{call}}; }
            }
            """));

        Assert.Empty(run.Sources);
        run.CompilesCleanly();
    }

    [Theory]
    [InlineData("public override int M() => base.M();")]
    [InlineData("public System.Linq.Expressions.Expression<System.Func<int>> Tree() => () => M();")]
    [InlineData("public System.Func<int> Delegate() => M;")]
    [InlineData("public string Name() => nameof(M);")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q where x == M() select x;")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q select M();")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q orderby M() select x;")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q let y = M() select y;")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q join y in q on x equals M() select y;")]
    [InlineData("public dynamic Dynamic(dynamic d) => d.M();")]
    [InlineData("public dynamic Argument(dynamic d) => N(d);")]
    [InlineData("public dynamic Argument(dynamic d) => this.N(x: d);")]
    [InlineData("public int Open<T>(T t) where T : I => t.M();")]
    [InlineData("public int? Open<T>(T? t) where T : struct, I => t?.M();")]
    public void A_call_of_that_form(string member)
    {
        var run = Run.Over(Project.Of($$"""
            using System.Linq;
            using Instrumentation;
            namespace Shop;
            public interface I { [Traced] int M(); }
            public class Base { [Traced] public virtual int M() => 1; [Traced] public int N(int x) => x; }
            public class Derived : Base
            {
                {{member}}
            }
            """));

        Assert.Empty(run.Sources);
        run.CompilesCleanly();
    }

    [Theory]
    [InlineData("public int Closed<T>(T t) where T : class, I => t.M();")]
    [InlineData("public object Query(int[] q) => from x in q where x == M() select x;")]
    [InlineData("public object Query(System.Linq.IQueryable<int> q) => from x in q.Take(M()) select x;")]
    [InlineData("public System.Func<int> Lambda() => () => M();")]
    [InlineData("public int? Conditional(Derived? d) => d?.M();")]
    [InlineData("public int Field = new Derived().M();")]
    public void A_neighbour_of_such_a_form_is_observed(string member)
    {
        var run = Run.Over(Project.Of($$"""
            using System.Linq;
            using Instrumentation;
            namespace Shop;
            public interface I { [Traced] int M(); }
            public class Base { [Traced] public virtual int M() => 1; }
            public class Derived : Base
            {
                {{member}}
            }
            """)).CompilesCleanly();

        Assert.NotEmpty(run.Sources);
    }

    [Fact]
    public void Calls_in_files_of_the_same_content()
    {
        const string Twin = "file static class Caller { public static int Call() => Shop.Orders.Place(); }";
        var project = Project.Of("using Instrumentation; namespace Shop; public static class Orders { [Traced] public static int Place() => 1; }", Twin, Twin);

        var run = Run.Over(project);

        Assert.Empty(run.Sources);
        run.CompilesCleanly();
    }

    [Fact]
    public void Everything_when_it_is_switched_off_and_partial_wrappers_only_forward()
    {
        var run = Run.Over(
            Project.Of("""
                using Instrumentation;
                namespace Shop;
                public partial class Orders
                {
                    [Traced] public static int Place() => 1;
                    [Traced, Counted] public partial int Cancel(int id);
                    private int CancelCore(int id) => id;
                    public static int Call() => Place();
                }
                """),
            ("InstrumentationEnabled", "false")).CompilesCleanly();

        var source = Assert.Single(run.Sources).Value;
        Assert.Contains("return CancelCore(id);", source, StringComparison.Ordinal);
        Assert.DoesNotContain("ObservedCall", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partial_method_that_another_generator_implements()
    {
        var run = Run.Over(Project.Of("""
            using System.Text.RegularExpressions;
            using Instrumentation;
            namespace Shop;
            [Mapper] public partial class Mapping { [Traced] public partial int Map(string s); }
            public partial class Words { [Traced, GeneratedRegex("a")] private static partial Regex Word(); }
            public sealed class MapperAttribute : System.Attribute;
            """));

        Assert.Empty(run.Sources);
        Assert.Equal(["CS8795", "CS8795"], run.Output.GetDiagnostics().Select(d => d.Id));
    }

    [Fact]
    public void A_sequence_that_a_partial_method_returns_and_only_hands_on()
    {
        var run = Run.Over(Project.Of("""
            using System.Collections;
            using Instrumentation;
            namespace Shop;
            public partial class Words
            {
                [Traced] public partial IEnumerable All();
                private IEnumerable AllCore() { yield return 1; }
            }
            """)).CompilesCleanly();

        Assert.DoesNotContain("ObservedCall", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partial_method_that_already_wraps_in_a_referenced_assembly()
    {
        var library = Run.Over(Project.Of("Library", LanguageVersion.CSharp12, [], """
            using Instrumentation;
            namespace Lib;
            public partial class Orders
            {
                [Traced] public partial int Place();
                private int PlaceCore() => 1;
                [Traced] public int Cancel() => 1;
            }
            """)).CompilesCleanly();

        var run = Run.Over(Project.Of("Shop", LanguageVersion.CSharp12, [library.Image()], """
            namespace Shop;
            public static class Caller { public static int Call(Lib.Orders o) => o.Place() + o.Cancel(); }
            """)).CompilesCleanly();

        var holder = run.Sources.Single(s => !s.Key.StartsWith("Calls", StringComparison.Ordinal)).Value;
        Assert.Contains("Orders.Cancel", holder, StringComparison.Ordinal);
        Assert.Contains("TelemetryScope.Get(\"Library\"", holder, StringComparison.Ordinal);
        Assert.DoesNotContain("Place", holder, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static T M<T>(T x) => x is null ? M(x) : x;")]
    [InlineData("public static async Task<List<T>> M<T>(int x) => x > 0 ? await M<T>(x - 1) : [];")]
    [InlineData("public static int M<T>(this T[] x) => x.Length > 9 ? x.M() : 1;")]
    public void A_generic_methods_call_of_itself_with_its_own_type_parameters(string member)
    {
        var run = Run.Over(Project.Of($$"""
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Instrumentation;
            namespace Shop;
            public static class Subject { [Traced] {{member}} }
            """));

        Assert.Empty(run.Sources);
        run.CompilesCleanly().Image();
    }
}
