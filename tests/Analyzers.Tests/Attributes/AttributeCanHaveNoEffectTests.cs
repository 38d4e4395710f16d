using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class AttributeCanHaveNoEffectTests
{
    private static readonly RuleTest<AttributeCanHaveNoEffect> Rule = new();

    [Fact]
    public Task An_extern_method_has_no_body() => Rule.Reports(
        """
        using System.Runtime.InteropServices;
        class Native
        {
            [[|Traced|], DllImport("c")]
            public static extern int getpid();
        }
        """,
        "[Traced] can have no effect on 'Native.getpid': an extern method has no body");

    [Fact]
    public Task A_local_function_is_not_reached() => Rule.Reports(
        """
        class Orders
        {
            public int Place()
            {
                return Sum(1);
                [[|Traced|]] int Sum(int x) => x;
            }
        }
        """,
        "'Sum': calls of a local function");

    [Fact]
    public Task A_lambda_is_not_reached() => Rule.Reports(
        """
        class Orders
        {
            public Func<int, int> Twice = [[|Counted|]] (int x) => 2 * x;
        }
        """,
        "'lambda'");

    [Fact]
    public Task A_local_function_of_top_level_code_is_not_reached() => new RuleTest<AttributeCanHaveNoEffect> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        Console.WriteLine(Sum(1));
        [[|Timed|]] static int Sum(int x) => x;
        """);

    [Fact]
    public Task No_decorator_can_implement_what_it_can_not_name() => Rule.Reports(
        """
        class Orders
        {
            [[|Traced(Decorate = true)|]] private interface IHidden { int Place(); }
            [Traced(Decorate = true)] internal interface IShown { int Place(); }
        }
        """,
        "no class can implement it that generated code could name");

    [Fact]
    public Task Operators_and_finalizers_are_not_reached() => Rule.Reports(
        """
        class Money
        {
            [[|Traced|]] public static Money operator +(Money a, Money b) => a;
            [[|Traced|]] public static implicit operator int(Money a) => 1;
            [[|Traced|]] ~Money() { }
        }
        """);

    [Fact]
    public Task An_explicit_implementation_is_called_through_its_interface() => Rule.Reports(
        """
        class Orders : IDisposable
        {
            [[|Traced|]] void IDisposable.Dispose() { }
        }
        """,
        "put the attribute on the interface's method");

    [Fact]
    public Task Each_attribute_of_the_method_is_reported() => Rule.Reports(
        """
        class Orders
        {
            [[|Traced|], [|Counted("a")|], [|Counted("b")|], [|Timed|], [|InFlight|]]
            public async void Place() => await Task.Yield();
        }
        """);

    [Theory]
    [InlineData("System.Collections.IEnumerable M() { yield return 1; }")]
    [InlineData("System.Collections.IEnumerator M() => null!;")]
    [InlineData("unsafe Task<int*[]> M() => null!;")]
    [InlineData("void M(__arglist) { }")]
    [InlineData("System.Runtime.CompilerServices.YieldAwaitable M() => default;")]
    public Task Signatures_that_are_not_wrapped(string member) => Rule.Reports($"class C {{ [[|Traced|]] public {member} }}");

    [Fact]
    public Task A_static_abstract_method_is_called_through_a_type_parameter() => Rule.Reports(
        """
        interface IParser<T> where T : IParser<T>
        {
            [[|Traced|]] static abstract T Parse(string text);
        }
        """);

    [Fact]
    public Task A_private_method_of_a_generic_type_needs_to_be_partial() => Rule.Reports(
        """
        static class Box<T>
        {
            [[|Traced|]] private static void Put(T value) { }
        }
        """,
        "make the method internal or partial, or the class partial");

    [Fact]
    public Task What_an_awaited_call_of_a_ref_struct_leaves_is_gone() => Rule.Reports(
        """
        ref struct Window
        {
            [[|Traced|]] public Task Later() => Task.CompletedTask;
        }
        """,
        "gone when what its method returns is awaited");

    [Fact]
    public Task References_ref_structs_pointers_and_hidden_methods_are_wrapped() => Rule.IsSilent(
        """
        ref struct Window { [Traced] public Span<int> All() => default; }
        unsafe class Memory { [Traced] public ref int At(int* pointer) => ref *pointer; }
        class Box<T> { [Traced] private void Put<U>(T value, U other) { } }
        static class Prices { [Traced] private static int One() => 1; }
        static partial class Prices<T> { [Traced] private static int One() => 1; }
        static class Extending { extension([Tag] string text) { [Traced] public string Twice() => text + text; [Traced] public static string Blank() => ""; } }
        [Traced] static class Blocks { extension(string text) { public string Thrice() => text + text + text; } }
        """);

    [Fact]
    public Task Not_instrumented_wins() => Rule.Reports(
        """
        class Orders
        {
            [[|Traced|], NotInstrumented] public void Place() { }
        }
        """,
        "[NotInstrumented] on the same method switches it off");

    [Fact]
    public Task The_methods_of_an_attributed_type_that_stay_out() => Rule.Reports(
        """
        [Traced, Counted]
        class Orders
        {
            public void Place() { }
            public System.Collections.IEnumerable [|All|]() => null!;
            public void Take(Secret secret) { }
            public void [|Give|](object o, File file) { }
            [NotInstrumented] public IEnumerator<int> Numbers() => null!;
            private System.Collections.IEnumerable Own() => null!;
            public class Secret;
        }
        file class File;
        """.Replace("public void [|Give|](object o, File file) { }", "public async void [|Give|]() => await Task.Yield();", StringComparison.Ordinal),
        "[Traced], [Counted] of 'Orders' can have no effect on 'Orders.All'",
        "or leave the method out with [NotInstrumented]");

    [Fact]
    public Task A_type_without_public_methods_has_nothing_to_wrap() => Rule.Reports(
        """
        [[|Traced|]]
        class Orders
        {
            public int Count { get; set; }
            internal void Place() { }
            public override string ToString() => "";
            [NotInstrumented] public void Ship() { }
        }

        [[|Counted|]]
        record Order(int Id);

        [Traced, [|Timed|]]
        class Shop
        {
            [Timed("shop.sell")] public void Sell() { }
        }
        """,
        "'Orders': the type declares no public method that takes it");

    [Fact]
    public Task Both_parts_of_a_partial_method_are_one() => Rule.Reports(
        """
        partial class Orders
        {
            [[|Traced|]] public partial System.Collections.IEnumerable All();
            public partial System.Collections.IEnumerable All() => null!;
        }
        """);

    [Fact]
    public Task Ordinary_methods_are_wrapped() => Rule.IsSilent(
        """
        class Orders
        {
            [Traced] public void Place() { }
            [Traced] private int Sum(int x) => x;
            [Counted] protected virtual Task<int> SaveAsync() => Task.FromResult(1);
            [Timed] internal static async ValueTask<T> Get<T>(T value) { await Task.Yield(); return value; }
            [InFlight] public List<int> All() => [];
        }
        """);

    [Fact]
    public Task Calls_through_abstract_and_interface_methods_are_intercepted() => Rule.IsSilent(
        """
        abstract class Orders
        {
            [Traced] public abstract void Place();
        }
        interface IOrders
        {
            [Traced] void Place();
            [Traced] Task<int> ShipAsync() => Task.FromResult(1);
        }
        """);

    [Fact]
    public Task Structs_records_and_generic_types_are_wrapped() => Rule.IsSilent(
        """
        readonly struct Money { [Traced] public int Cents() => 1; }
        record Order(int Id) { [Traced] public void Place() { } }
        class Box<T> { [Traced] public void Put(T value) { } [Traced] internal void Take() { } }
        static class Extensions { [Traced] public static void Ship(this Order order) { } }
        """);

    [Fact]
    public Task A_partial_wrapper_reaches_what_is_hidden() => Rule.IsSilent(
        """
        partial class Box<T>
        {
            [Traced] private partial void Put(T value);
            private void PutCore(T value) { }
        }
        """);

    [Fact]
    public Task A_partial_wrapper_without_its_core_is_another_rules_business() => new RuleTest<AttributeCanHaveNoEffect>().IsSilent(
        """
        partial class Box<T>
        {
            [Traced] private partial void Put(T value);
        }
        """);

    [Fact]
    public Task A_wrapper_that_was_generated_has_its_effect() => new RuleTest<AttributeCanHaveNoEffect>
    {
        Files = [("Orders.g.cs", "partial class Box<T> { [global::Instrumentation.Instruments.Wrapped] private partial void Put(T value) => PutCore(value); }")],
    }.IsSilent(
        """
        partial class Box<T>
        {
            [Traced] private partial void Put(T value);
            private void PutCore(T value) { }
        }
        """);

    [Fact]
    public Task An_attributed_type_takes_its_ordinary_public_methods() => Rule.IsSilent(
        """
        [Traced]
        class Orders
        {
            public void Place() { }
            private System.Collections.IEnumerable All() => null!;
            public static bool operator ==(Orders a, Orders b) => true;
            public static bool operator !=(Orders a, Orders b) => true;
            public override bool Equals(object? other) => true;
            public override int GetHashCode() => 1;
        }
        [Traced(Decorate = true)]
        interface IOrders { void Place(); }
        """);

    [Fact]
    public Task Attributes_of_others_are_not_meant() => Rule.IsSilent(
        """
        namespace Other
        {
            class TracedAttribute : Attribute;
            class Orders { [Traced] public System.Collections.IEnumerable All() => null!; [Obsolete] public System.Collections.IEnumerable Some() => null!; }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { [Traced] public System.Collections.IEnumerable All() => null; }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<AttributeCanHaveNoEffect> { Compiles = false }.Reports(
        """
        class Orders
        {
            [Traced] public Missing Place(Lost lost) => lost.
            [Traced(] public void Ship() { }
            [[|Traced|]] public System.Collections.IEnumerable All() { yield return; }
        """);

    [Fact]
    public Task Without_the_library_nothing_is_said() => new RuleTest<AttributeCanHaveNoEffect> { WithLibrary = false }.IsSilent(
        """
        class TracedAttribute : Attribute;
        class Orders { [Traced] public System.Collections.IEnumerable All() => null!; }
        """);
}
