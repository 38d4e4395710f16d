using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class AttributedMethodToPartialTests
{
    private static readonly RefactoringTest<AttributedMethodToPartial> Refactoring = new();

    [Fact]
    public Task The_body_moves_to_a_core_method() => Refactoring.Makes(
        """
        namespace Shop;

        // All of them.
        internal sealed class Orders
        {
            /// <summary>Places it.</summary>
            [[|Traced|], Counted]
            public static async [|Task|] [|Place|]([Tag] int id, string note = "") // today
            {
                await Task.Yield(); // done
            }
        }
        """,
        "Make 'Place' a partial method",
        """
        namespace Shop;

        // All of them.
        internal sealed partial class Orders
        {
            /// <summary>Places it.</summary>
            [Traced, Counted]
            public static partial Task Place([Tag] int id, string note = "");

            private static async Task PlaceCore(int id, string note) // today
            {
                await Task.Yield(); // done
            }
        }
        """);

    [Fact]
    public Task The_attribute_may_be_that_of_the_type() => Refactoring.Makes(
        """
        [Traced]
        class Orders
        {
            public int [|Place|]() => 1;
        }
        """,
        "Make 'Place' a partial method",
        """
        [Traced]
        partial class Orders
        {
            public partial int Place();

            private int PlaceCore() => 1;
        }
        """);

    [Theory]
    [InlineData("class Orders { public int [|Place|]() => 1; }")]
    [InlineData("class Orders { [Traced] public int Place() { var [|a|] = 1; return a; } }")]
    [InlineData("class Orders { [Traced] public int Place() => [|1|]; }")]
    [InlineData("partial class Orders { [Traced] public partial int [|Place|](); private int PlaceCore() => 1; }")]
    [InlineData("class Orders { [Traced] public int [|Place|]() => 1; int PlaceCore => 2; }")]
    [InlineData("interface IOrders { [Traced] int [|Place|]() => 1; }")]
    [InlineData("class Orders { [Traced, System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(TracedBuilder))] public async Task [|Place|]() => await Task.Yield(); }")]
    [InlineData("class Orders { [Traced] public System.Collections.IEnumerable [|All|]() => null!; }")]
    public Task Nothing_is_offered_where_it_would_not_be_observed(string source) => Refactoring.OffersNothing(source);

    [Fact]
    public Task Half_typed_code_is_no_reason_to_fall() =>
        new RefactoringTest<AttributedMethodToPartial> { Compiles = false }.OffersNothing("class Orders { [Traced] public [|int|] Place( ");
}
