using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class PartialWrapperNeedsItsCoreTests
{
    // Without its core method the wrapper is generated all the same, so that the rule speaks and not the compiler.
    private static readonly RuleTest<PartialWrapperNeedsItsCore> Rule = new();

    // The compiler misses an implementing part that is not the generator's to write.
    private static readonly RuleTest<PartialWrapperNeedsItsCore> Broken = new() { Compiles = false };

    [Fact]
    public Task A_wrapper_without_core_method() => Rule.Reports(
        "partial class Orders { [Traced] public static partial Task<int> [|Place|]<T>(in T order, int[] items, string? note = null); }",
        "'Orders.Place<T>' needs a core method with its body: write 'private static Task<int> PlaceCore<T>(in T order, int[] items, string? note)'");

    [Theory]
    [InlineData("private static int PlaceCore(int a) => a;", "'PlaceCore' is static; expected is 'private int PlaceCore(int a)'")]
    [InlineData("private int PlaceCore<T>(int a) => a;", "'PlaceCore' has 1 type parameter instead of 0")]
    [InlineData("private int PlaceCore() => 1;", "'PlaceCore' has no parameter instead of 1")]
    [InlineData("private int PlaceCore(int a, int b) => 1;", "'PlaceCore' has 2 parameters instead of 1")]
    [InlineData("private int PlaceCore(string a) => 1;", "'PlaceCore' takes 'a' as 'string' instead of 'int'")]
    [InlineData("private int PlaceCore(ref int a) => 1;", "'PlaceCore' takes 'a' as 'ref int' instead of 'int'")]
    [InlineData("private void PlaceCore(int a) { }", "'PlaceCore' returns 'void' instead of 'int'")]
    public Task A_core_method_that_does_not_match(string core, string message) => Rule.Reports(
        $"partial class Orders {{ [Counted] public partial int [|Place|](int a); {core} }}",
        message);

    [Fact]
    public Task Of_several_candidates_none_is_meant() => Rule.Reports(
        "partial class Orders { [Timed] public partial int [|Place|](int a); int PlaceCore() => 1; int PlaceCore(string a) => 1; }",
        "write 'private int PlaceCore(int a)'");

    [Fact]
    public Task The_types_attributes_ask_for_a_wrapper_too() => Broken.Reports(
        "[Traced] partial class Orders { public partial int [|Place|](); private partial int Ship(); private int ShipCore() => 1; }");

    [Fact]
    public Task A_void_method_that_nobody_implements_vanishes() => Rule.Reports(
        "partial class Orders { [Traced] partial void [|Place|](); }");

    [Fact]
    public Task A_core_property_is_no_method() => Rule.Reports(
        "partial class Orders { [Traced] public partial int [|Place|](); int PlaceCore => 1; }");

    [Fact]
    public Task A_wrapper_with_its_core_method() => Rule.IsSilent(
        """
        partial class Orders
        {
            [Traced] public partial Task<int> Place<T>(T order) where T : class;
            private async Task<int> PlaceCore<TOrder>(TOrder o) where TOrder : class { await Task.Yield(); return 1; }

            [Counted] private static partial int Ship(ref int x);
            private static int ShipCore(ref int x) => x;
        }
        """);

    [Fact]
    public Task A_method_that_its_author_implements() => Rule.IsSilent(
        """
        partial class Orders
        {
            [Traced] public partial int Place();
            public partial int Place() => 1;
        }
        """);

    [Fact]
    public Task A_method_that_another_generator_implements() => new RuleTest<PartialWrapperNeedsItsCore>
    {
        Files = [("Regex.g.cs", "partial class Orders { private static partial System.Text.RegularExpressions.Regex Numbers() => new(\"\"); }")],
    }.IsSilent(
        """
        using System.Text.RegularExpressions;
        partial class Orders
        {
            [Traced] private static partial Regex Numbers();
        }
        """);

    [Fact]
    public Task A_partial_method_without_attributes() => Broken.IsSilent(
        "partial class Orders { public partial int Place(); partial void Ship(); [NotInstrumented, Traced] partial void Pack(); }");

    [Fact]
    public Task An_accessor_of_a_partial_property_has_a_core_method_too() => Rule.Reports(
        """
        partial class Orders
        {
            public partial int Count { [Traced] [|get|]; }
            public static partial int Some { get; [Counted] [|set|]; }
            public partial int this[int index, in string name] { [Traced] [|get|]; [|set|]; }
            private static int GetSomeCore() => 1;
            private static void SetSomeCore(string value) { }
        }
        """,
        "'Orders.Count.get' needs a core method with its body: write 'private int GetCountCore()'",
        "'SetSomeCore' takes 'value' as 'string' instead of 'int'; expected is 'private static void SetSomeCore(int value)'",
        "write 'private int GetItemCore(int index, in string name)'",
        "write 'private void SetItemCore(int index, in string name, int value)'");

    [Fact]
    public Task A_property_with_its_core_methods() => Rule.IsSilent(
        """
        partial class Orders
        {
            public partial int Count { [Traced] get; private set; }
            private int GetCountCore() => 1;
            private void SetCountCore(int count) { }
        }
        """);

    [Fact]
    public Task A_property_without_attributes_or_implemented_by_others_is_no_wrapper() => Broken.IsSilent(
        """
        partial class Orders
        {
            public partial int Count { get; }
            public partial int Mine { [Traced] get; }
            public partial int Mine => 1;
        }
        """);

    [Fact]
    public Task Ordinary_methods_have_their_body() => Rule.IsSilent(
        "abstract class Orders { [Traced] public int Place() => 1; [Traced] public abstract void Ship(); }");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        partial class Orders { [Traced] public partial int Place(); }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => Broken.Reports(
        """
        partial class Orders
        {
            [Traced] public partial Missing [|Place|](Lost lost);
            [Traced] public partial int (int x);
            [Traced] public partial Missing Ship();
            private Missing ShipCore() => null!;
        """);

    [Fact]
    public Task Top_level_code_is_analysed_too() => new RuleTest<PartialWrapperNeedsItsCore> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        Console.WriteLine("hi");
        partial class Orders { [Traced] public partial int [|Place|](); }
        """);

    [Fact]
    public Task The_fix_writes_the_core_method() => Rule.Fixes<PartialWrapperNeedsItsCoreFixer>(
        """
        namespace Shop
        {
            partial class Orders
            {
                /// <summary>Places it.</summary>
                [Traced]
                public static partial Task<int> Place<T>([Tag] T order, params int[] items)
                    where T : class;

                public int Count { get; }
            }
        }
        """,
        """
        namespace Shop
        {
            partial class Orders
            {
                /// <summary>Places it.</summary>
                [Traced]
                public static partial Task<int> Place<T>([Tag] T order, params int[] items)
                    where T : class;

                private static Task<int> PlaceCore<T>(T order, int[] items)
                    where T : class => throw new NotImplementedException();

                public int Count { get; }
            }
        }
        """,
        "Generate");

    [Fact]
    public Task The_fix_changes_the_signature_of_the_one_candidate() => Rule.Fixes<PartialWrapperNeedsItsCoreFixer>(
        """
        partial class Orders
        {
            [Traced] public static partial int Place([Tag] int a, ref long b, string c = "");

            // Adds.
            [Obsolete]
            private int PlaceCore(int first, long second) =>
                first + (int)second;
        }
        """,
        """
        partial class Orders
        {
            [Traced] public static partial int Place([Tag] int a, ref long b, string c = "");

            // Adds.
            [Obsolete]
            private static int PlaceCore(int first, ref long second, string c) =>
                first + (int)second;
        }
        """,
        "Adapt");

    [Fact]
    public Task Fix_all_writes_every_core_method() => Rule.FixesAll<PartialWrapperNeedsItsCoreFixer>(
        """
        partial class Orders
        {
            [Traced] public partial void Place();

            [Counted] public partial int Ship(out int x);
        }
        """,
        """
        partial class Orders
        {
            [Traced] public partial void Place();

            private void PlaceCore() => throw new NotImplementedException();

            [Counted] public partial int Ship(out int x);

            private int ShipCore(out int x) => throw new NotImplementedException();
        }
        """,
        "Generate");

    [Fact]
    public Task Fix_all_writes_the_core_methods_of_accessors() => Rule.FixesAll<PartialWrapperNeedsItsCoreFixer>(
        """
        partial struct Orders
        {
            public readonly partial ref readonly int Count { [Traced] get; }

            public partial string this[[Tag] int index, string name = ""] { get; [Traced] set; }
        }
        """,
        """
        partial struct Orders
        {
            public readonly partial ref readonly int Count { [Traced] get; }

            private readonly ref readonly int GetCountCore() => throw new NotImplementedException();

            public partial string this[[Tag] int index, string name = ""] { get; [Traced] set; }

            private void SetItemCore(int index, string name, string value) => throw new NotImplementedException();

            private string GetItemCore(int index, string name) => throw new NotImplementedException();
        }
        """,
        "Generate");

    [Fact]
    public Task Fix_all_changes_every_signature() => Rule.FixesAll<PartialWrapperNeedsItsCoreFixer>(
        """
        partial class Orders
        {
            [Traced] public partial long Place(int x);
            private int PlaceCore(int x) => x;
            [Traced] public partial void Ship(int x);
            private static void ShipCore() { }
        }
        """,
        """
        partial class Orders
        {
            [Traced] public partial long Place(int x);
            private long PlaceCore(int x) => x;
            [Traced] public partial void Ship(int x);
            private void ShipCore(int x) { }
        }
        """,
        "Adapt");

    [Fact]
    public Task A_signature_is_changed_only_where_the_body_compiles_with_it() => Task.WhenAll(
        Rule.Offers<PartialWrapperNeedsItsCoreFixer>("partial class C { [Traced] public partial int M(int a); int MCore(string a) => a.Length; }", "Generate"),
        Rule.Offers<PartialWrapperNeedsItsCoreFixer>("partial class C { int _x; [Traced] public static partial int M(); int MCore() => _x; }"),
        Rule.Offers<PartialWrapperNeedsItsCoreFixer>("partial class C { [Traced] public partial int M(long a); int MCore(int a) => 1; }", "Adapt", "Generate"));
}
