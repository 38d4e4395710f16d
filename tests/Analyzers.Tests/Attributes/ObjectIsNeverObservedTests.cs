using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class ObjectIsNeverObservedTests
{
    private static readonly RuleTest<ObjectIsNeverObserved> Rule = new();

    [Theory]
    [InlineData("partial class C { [[|Gauge|]] public int Size => 1; }")]
    [InlineData("partial class C { [[|ObservableCounter|]] private long Done() => 1; public C() { } }")]
    [InlineData("partial class C<T> { [[|ObservableUpDownCounter(\"a\")|]] public double? Size { get; set; } }")]
    [InlineData("partial record C { [[|Gauge|]] public int A => 1; [[|Gauge|]] public int B => 1; }")]
    [InlineData("partial class Outer { public partial class C { [[|Gauge|]] public int Size => 1; } }")]
    [InlineData("partial class C { [Gauge] public int Size => 1; public C() => StartObserving(); } partial class D : C { [[|Gauge|]] public int More => 1; }")]
    [InlineData("partial class C { [[|Gauge|]] public int Size => 1; } class D { void StartObserving() { } void M() => StartObserving(); }")]
    public Task Nothing_starts_to_observe_it(string source) => Rule.Reports(source);

    [Fact]
    public Task The_message_says_what_to_call() => Rule.Reports(
        "partial class C { [[|Gauge|]] public int Size => 1; }",
        "[Gauge] of 'C.Size' is never asked: nothing calls StartObserving() of 'C'; call it at the end of its constructor");

    [Theory]
    [InlineData("partial class C { [Gauge] public int Size => 1; public C() => StartObserving(); }")]
    [InlineData("partial class C<T> { [Gauge] public int Size => 1; public C() { this.StartObserving(); } }")]
    [InlineData("partial class C { [Gauge] public int Size => 1; } class D { static void M(C<int> o) { new C().StartObserving(); } } class C<T>;")]
    [InlineData("partial class C { [Gauge] public int Size => 1; } class D { static Action M(C c) => c.StartObserving; }")]
    [InlineData("partial class C { [Gauge] public static int Size => 1; }")]
    [InlineData("static partial class C { [Gauge] public static partial void Size(int size); }")]
    [InlineData("partial class C { public int Size => 1; }")]
    public Task Somebody_does_or_nobody_has_to(string source) => Rule.IsSilent(source);

    [Fact]
    public Task What_can_not_be_observed_is_another_rules() => new RuleTest<ObjectIsNeverObserved>().IsSilent("class C { [Gauge] public int Size => 1; }");

    [Fact]
    public Task A_project_that_is_switched_off_observes_nothing() => new RuleTest<ObjectIsNeverObserved> { Properties = "build_property.InstrumentationEnabled = false" }
        .IsSilent("partial class C { [Gauge] public int Size => 1; }");

    [Fact]
    public Task Each_constructor_starts_it_last() => Rule.Fixes<ObjectIsNeverObservedFixer>(
        """
        partial class Pool
        {
            private string _name;

            static Pool() { }

            public Pool(string name) => _name = name; // kept

            public Pool() : this("pool") { }

            internal Pool(int size)
            {
                // Its number.
                _name = size.ToString();
            }

            [Gauge]
            public int Size => _name.Length;
        }
        """,
        """
        partial class Pool
        {
            private string _name;

            static Pool() { }

            public Pool(string name)
            {
                _name = name;
                StartObserving();
            } // kept

            public Pool() : this("pool") { }

            internal Pool(int size)
            {
                // Its number.
                _name = size.ToString();
                StartObserving();
            }

            [Gauge]
            public int Size => _name.Length;
        }
        """,
        "StartObserving");

    [Theory]
    [InlineData("partial class C { [[|Gauge|]] public int Size => 1; }")]
    [InlineData("partial class C(int size) { [[|Gauge|]] public int Size => size; }")]
    public Task Without_a_constructor_there_is_nothing_to_add_it_to(string source) => Rule.Offers<ObjectIsNeverObservedFixer>(source);

    [Fact]
    public Task All_are_started_at_once() => Rule.FixesAll<ObjectIsNeverObservedFixer>(
        """
        partial class A
        {
            public A() { }

            [Gauge] public int One => 1;

            [Gauge] public int Two => 2;
        }
        partial class B
        {
            public B()
            {
            }

            [Gauge] public int One => 1;
        }
        """,
        """
        partial class A
        {
            public A() { StartObserving(); }

            [Gauge] public int One => 1;

            [Gauge] public int Two => 2;
        }
        partial class B
        {
            public B()
            {
                StartObserving();
            }

            [Gauge] public int One => 1;
        }
        """,
        "StartObserving");
}
