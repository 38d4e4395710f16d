using Instrumentation.Generator.Tests.Harness;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>What an edit re-writes of methods that observe themselves; local functions are declared inside of bodies.</summary>
public sealed class AsyncBuilderCachingTests
{
    private static readonly Project Shop = Project.Of(
        """
        //Orders.cs
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Instrumentation;
        namespace Shop;
        public class Orders
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            public async Task Place(int id) { await Task.Delay(id); }

            public Task Ship(int id)
            {
                const string Name = "check";
                return Outer<int>(id);

                async Task Outer<T>(T y)
                {
                    await Check(y);

                    [Traced(Name), AsyncMethodBuilder(typeof(TracedBuilder))]
                    async Task Check([Tag] T x) { await Task.Delay(1); System.Console.WriteLine(x); }
                }
            }
        }
        """,
        """
        //Caller.cs
        namespace Shop;
        public static class Caller
        {
            public static System.Threading.Tasks.Task Call(Orders orders) => orders.Place(1);
        }
        """);

    private static readonly string[] Outputs = ["InstrumentationAsyncMethods.g.cs", "Shop_Orders_Async.g.cs"];

    [Fact]
    public void Calls_of_such_a_method_are_left_alone_here_and_in_other_projects()
    {
        var run = Run.Over(Shop).CompilesCleanly();
        Assert.Equal(Outputs, run.Sources.Keys.Order(StringComparer.Ordinal));

        var other = Run.Over(Project.Of(
            "Other",
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp12,
            [run.Image()],
            "class Use { System.Threading.Tasks.Task M(Shop.Orders orders) => orders.Place(1); }"));
        Assert.Empty(other.Sources);
    }

    [Fact]
    public void A_project_that_is_switched_off_gets_nothing() =>
        Assert.Empty(Run.Over(Shop, ("InstrumentationEnabled", "false")).Sources);

    [Fact]
    public void A_partial_method_that_bears_a_builder_is_observed_by_its_wrapper()
    {
        var run = Run.Over(Project.Of("""
            using System.Runtime.CompilerServices;
            using System.Threading.Tasks;
            using Instrumentation;
            public partial class Orders
            {
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                public partial Task Place(int id);
                private async Task PlaceCore(int id) => await Task.Delay(id);
            }
            """)).CompilesCleanly();

        Assert.Equal(["Orders_Place.Partial.g.cs"], run.Sources.Keys);
    }

    [Theory]
    [InlineData("await Task.Delay(id)", "await Task.Delay(id + 1)")]
    [InlineData("await Task.Delay(1)", "await Task.Delay(2)")]
    [InlineData("await Check(y);", "await Check(y); await Check(y);")]
    public void An_edit_of_a_body_writes_nothing(string old, string @new)
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Orders.cs", text => text.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Empty(run.Written());
        Assert.DoesNotContain(Reason.Modified, run.Reasons(StepNames.AsyncMethods));
    }

    [Theory]
    [InlineData("Task Check([Tag] T x)", "Task Check(T x)")]
    [InlineData("[Tag] T x", "[Tag(\"other\")] T x")]
    [InlineData("Name = \"check\"", "Name = \"checked\"")]
    [InlineData("Traced(Name)", "Counted(Name)")]
    public void An_edit_of_a_local_functions_header_writes_its_type_anew(string old, string @new)
    {
        var edited = Shop.Edit("Orders.cs", text => text.Replace(old, @new, StringComparison.Ordinal));
        var run = Run.Over(Shop).Then(edited);

        Assert.Contains("Shop_Orders_Async.g.cs", run.Written());
        Assert.Equal(Run.Over(edited.Reparsed()).Sources, run.Sources);
    }

    [Fact]
    public void A_local_function_that_loses_its_attribute_is_gone()
    {
        var edited = Shop.Edit("Orders.cs", text => text.Replace("[Traced(Name), AsyncMethodBuilder(typeof(TracedBuilder))]", "", StringComparison.Ordinal));
        var run = Run.Over(Shop).Then(edited);

        Assert.DoesNotContain("Check", run.Sources["InstrumentationAsyncMethods.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_generated_code_can_not_name_compiles() => Run.Over(Project.Of("""
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Instrumentation;
        public class Box<T> where T : IHasId
        {
            [Tag] private readonly List<T> _items = [];
            [Tag] public static int Count => 1;

            [Traced, Counted, Timed, InFlight, AsyncMethodBuilder(typeof(TracedBuilder<>))]
            [return: Tag]
            public async Task<List<T>> Fill<TKey>([Tag(Path = "Id")] T item, [Tag] TKey key, [Tag] Secret secret, [Tag] dynamic any, [Tag] (T, int Count) pair)
                where TKey : notnull
            {
                await Task.Yield();
                _items.Add(item);
                return key.Equals(secret) || any.Equals(pair) ? [] : _items;
            }

            public class Secret;
        }
        public interface IHasId { int Id { get; } }
        public class Outer
        {
            private enum State { On }

            public Outer()
            {
                _ = Started(1);
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Started([Tag] int @event) => await Task.Delay(@event);
            }

            public int Value
            {
                get
                {
                    _ = Started(State.On);
                    return 1;
                    [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                    static async Task Started([Tag] State call)
                    {
                        await Task.Yield();
                        System.Console.WriteLine(call);
                    }
                }
            }
        }
        """)).CompilesCleanly();
}
