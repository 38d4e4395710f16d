using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

/// <summary>INS001 on accessors, and the fix that makes their property partial.</summary>
public class AccessorCanHaveNoEffectTests
{
    private static readonly RuleTest<AttributeCanHaveNoEffect> Rule = new();

    [Fact]
    public Task Accessors_are_not_reached() => Rule.Reports(
        """
        class Orders
        {
            public int Count { [[|Traced|]] get; [[|Traced|]] set; }
            public event Action Changed { [[|Counted|]] add { } remove { } }
        }
        """,
        "make the property partial (C# 13), or put the attribute on a method that the accessor calls",
        "make the property partial",
        "calls of an accessor can't be reached; put the attribute on a method that the accessor calls");

    [Fact]
    public Task Accessors_of_partial_properties_observe_themselves() => Rule.IsSilent(
        """
        partial class Orders
        {
            public partial int Count { [Traced] get; [Counted] set; }
            public partial int this[int index] { [Traced] get; }
            private int GetCountCore() => 1;
            private void SetCountCore(int value) { }
            private int GetItemCore(int index) => index;
        }
        """);

    [Fact]
    public Task Accessors_of_partial_properties_that_can_not_be_observed() => Rule.Reports(
        """
        partial class Orders
        {
            public partial System.Collections.IEnumerable All { [[|Traced|]] get; }
            private System.Collections.IEnumerable GetAllCore() => null!;
            public partial int Mine { [[|Traced|]] get; }
            public partial int Mine => 1;
        }
        static class Extensions { extension(string text) { int Size { [[|Traced|]] get => 1; } } }
        """);

    [Fact]
    public Task The_fix_makes_the_property_partial() => Rule.Fixes<AttributeCanHaveNoEffectFixer>(
        """
        namespace Shop;

        public class Box
        {
            private decimal _total;

            /// <summary>What all of it costs.</summary>
            public decimal Total
            {
                [Traced]
                get
                {
                    // Counts.
                    return _total;
                }

                private set => _total = value;
            }

            public int Count => 1;
        }
        """,
        """
        namespace Shop;

        public partial class Box
        {
            private decimal _total;

            /// <summary>What all of it costs.</summary>
            public partial decimal Total
            {
                [Traced]
                get;

                private set;
            }

            private decimal GetTotalCore()
            {
                // Counts.
                return _total;
            }

            private void SetTotalCore(decimal value) => _total = value;

            public int Count => 1;
        }
        """,
        "MakePartial");

    [Fact]
    public Task Fix_all_makes_properties_partial_and_each_once() => Rule.FixesAll<AttributeCanHaveNoEffectFixer>(
        """
        struct Grid
        {
            int[] _cells;
            public ref int this[[Tag] in int x, int y = 0] { [Traced] get => ref _cells[x + y]; }
            static int Count { [Traced, Counted] get => 1; [Traced] set { } }
        }
        """,
        """
        partial struct Grid
        {
            int[] _cells;
            public partial ref int this[[Tag] in int x, int y = 0] { [Traced] get; }

            private ref int GetItemCore(in int x, int y) => ref _cells[x + y];
            static partial int Count { [Traced, Counted] get; [Traced] set; }

            private static int GetCountCore() => 1;

            private static void SetCountCore(int value) { }
        }
        """,
        "MakePartial");

    [Theory]
    [InlineData("class C { int P { [Traced] get; set; } }")]
    [InlineData("class C { int P { [Traced] get => field; set => field = value; } }")]
    [InlineData("class C { readonly int _p; int P { [Traced] get => _p; init => _p = value; } }")]
    [InlineData("class C { int P { [Traced] get => 1; } int GetPCore() => 2; }")]
    [InlineData("interface I { int P { [Traced] get => 1; } }")]
    [InlineData("interface I { int P { get; } } class C : I { int I.P { [Traced] get => 1; } }")]
    [InlineData("abstract class C { public abstract int P { [Traced] get; } }")]
    [InlineData("class C { event Action E { [Traced] add { } remove { } } }")]
    public Task A_property_stays_ordinary_where_a_partial_one_would_be_another(string source) =>
        Rule.Offers<AttributeCanHaveNoEffectFixer>(source, "Remove");
}
