namespace Instrumentation.Analyzers.Tests;

/// <summary>What the rules say of methods that observe themselves by an async builder.</summary>
public class AsyncBuilderTests
{
    private const string Usings = "using System.Runtime.CompilerServices;\n";

    private static readonly RuleTest<AttributeCanHaveNoEffect> NoEffect = new();
    private static readonly RuleTest<TagCanHaveNoValue> NoValue = new();
    private static readonly RuleTest<TagBelongsToNoSignal> NoSignal = new();
    private static readonly RuleTest<CallGoesAroundTheWrapper> Around = new();

    [Fact]
    public Task An_async_method_may_stand_anywhere() => NoEffect.IsSilent(Usings + """
        interface IOrders { Task Place(int id); }
        static class Prices
        {
            private class Secret;

            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            private static async Task Quote<T>(Secret secret, T x) => await Task.Yield();

            public static Task All() => Quote(new(), 1);
        }
        class Orders : IOrders
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            async Task IOrders.Place(int id)
            {
                await Local();
                [Counted, AsyncMethodBuilder(typeof(TracedValueTaskBuilder<>))]
                static async ValueTask<int> Local() => await Task.FromResult(1);
            }
        }
        """);

    [Fact]
    public Task A_builder_does_nothing_for_what_is_not_async() => NoEffect.Reports(
        Usings + """
        class Orders
        {
            [[|Traced|], AsyncMethodBuilder(typeof(TracedBuilder))]
            public Task Place(int id) => Task.CompletedTask;

            [[|Traced|], AsyncMethodBuilder(typeof(TracedBuilder))]
            public async void Ship() => await Task.Yield();

            [[|Traced|], AsyncMethodBuilder(typeof(TracedBuilder<>))]
            public async IAsyncEnumerable<int> All()
            {
                await Task.Yield();
                yield return 1;
            }
        }
        """,
        "a builder is asked by async methods only",
        "returns at its first await",
        "an async iterator takes no builder");

    [Fact]
    public Task A_local_function_that_can_not_be_told_from_another_is_reported() => NoEffect.Reports(
        Usings + """
        class Orders
        {
            public Task Place(int id)
            {
                return Check(id);
                [[|Traced|], AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Check(int x) => await Task.Delay(x);
            }

            public Task Place(string id)
            {
                return Check(1);
                [[|Traced|], AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Check(int x) => await Task.Delay(x);
            }

            public Task Place()
            {
                return Check(TimeSpan.Zero);
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Check(TimeSpan x) => await Task.Delay(x);
            }
        }
        """,
        "can't be told from it",
        "can't be told from it");

    [Fact]
    public Task A_tag_that_the_body_does_not_use_has_no_value() => NoValue.Reports(
        Usings + """
        class Orders
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            public async Task Place([[|Tag|]] string id, [Tag] int count, [[|Tag|]] string name)
            {
                await Local(count);
                Console.WriteLine(nameof(id) + typeof(Orders).name());

                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Local([[|Tag|]] int unused) => await Task.Yield();
            }
        }
        static class Extensions { public static string name(this Type type) => type.Name; }
        """,
        "is what its body uses",
        "is what its body uses",
        "is what its body uses");

    [Fact]
    public Task Tags_of_an_async_local_function_are_tags() => NoSignal.IsSilent(Usings + """
        class Orders
        {
            public Task Place(int id)
            {
                return Check(id);
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
                static async Task Check([Tag] int x) => await Task.Delay(x);
            }
        }
        """);

    [Fact]
    public Task Every_way_to_the_method_is_a_way_to_its_wrapper() => Around.IsSilent(Usings + """
        class Orders
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            public async Task Place(int id) => await Task.Delay(id);

            Func<int, Task> ByDelegate() => Place;

            object? ByReflection() => typeof(Orders).GetMethod(nameof(Place));
        }
        """);
}
