using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class NamedMemberMustExistTests
{
    private const string Types = """
        public enum Tier { Free, Paid }
        public record Address(string City, string Country);
        public record Customer(string Name, Address? Address) { public Tier Tier; public Customer? Parent => null; private int Secret => 1; public static int Count; }
        public readonly record struct Receipt(bool IsRejected, int Cents);
        """;

    private static readonly RuleTest<NamedMemberMustExist> Rule = new() { Files = [("Types.cs", Types)] };

    [Fact]
    public Task An_expected_exception_that_generated_code_can_not_name() => Rule.Reports(
        """
        partial class Orders
        {
            private sealed class Refused : Exception;
            [Traced(ExpectedExceptions = [typeof(ArgumentException), [|typeof(Refused)|]])] public int Place() => 1;
            [Traced(ExpectedExceptions = [typeof(Refused)])] public partial int Ship();
            private int ShipCore() => 1;
        }
        """,
        "generated code can't name 'Refused'; make it internal, or the method partial");

    [Fact]
    public Task A_path_that_names_no_member() => Rule.Reports(
        "class C { [Traced] public void M([Tag(Path = [|\"Teir\"|])] Customer customer) { } }",
        "'Customer' has no property or field 'Teir' that generated code can read; did you mean 'Tier'?");

    [Fact]
    public Task A_later_segment_that_names_no_member() => Rule.Reports(
        "class C { [Traced] public void M([Tag(Path = [|\"Address.Town\"|])] Customer customer) { } }",
        "'Address' has no property or field 'Town' that generated code can read");

    [Theory]
    [InlineData("Secret")]
    [InlineData("Count")]
    [InlineData("ToString")]
    [InlineData("")]
    public Task Members_that_can_not_be_read_from_outside(string name) => name.Length == 0
        ? Rule.IsSilent("class C { [Traced] public void M([Tag(Path = \"\")] Customer customer) { } }")
        : Rule.Reports($"class C {{ [Traced] public void M([Tag(Path = [|\"{name}\"|])] Customer customer) {{ }} }}");

    [Fact]
    public Task Paths_on_return_values_and_members() => Rule.Reports(
        """
        class C
        {
            [Tag(Path = [|"Nam"|])] private Customer _customer = null!;
            [Tag(Path = [|"Cent"|])] public Receipt? Last { get; }
            [Traced] [return: Tag(Path = [|"Cnets"|])] public Task<Receipt> M() => null!;
        }
        """,
        "did you mean 'Name'?",
        "'Receipt' has no property or field 'Cent' that generated code can read; did you mean 'Cents'?",
        "did you mean 'Cents'?");

    [Fact]
    public Task An_error_predicate_that_is_nowhere() => Rule.Reports(
        "class C { [Traced(ErrorWhen = [|\"IsRejcted\"|])] public Task<Receipt> M() => null!; }",
        "'IsRejcted' is neither a method of 'C' from 'Receipt' to 'bool' nor a 'bool' property or field of 'Receipt' that generated code can reach; did you mean 'IsRejected'?");

    [Fact]
    public Task An_error_predicate_of_the_wrong_type() => Rule.Reports(
        """
        class C
        {
            [Traced(ErrorWhen = [|"Cents"|])] public Receipt M() => default;
            [Traced(ErrorWhen = [|nameof(IsBad)|])] public Receipt N() => default;
            [Traced(ErrorWhen = [|nameof(IsOdd)|])] public static int O() => 1;
            [Traced(ErrorWhen = [|"IsOdd"|])] public void P() { }
            private static bool IsBad(string text) => true;
            private bool IsOdd(int x) => true;
        }
        """,
        "'Cents' is neither",
        "'IsBad' is neither",
        "'IsOdd' is neither",
        "'IsOdd' has no result to look at: 'P' gives its caller none");

    [Fact]
    public Task An_error_predicate_that_fits_no_method_of_the_type() => Rule.Reports(
        """
        [Traced(ErrorWhen = [|"IsRejectet"|])]
        class C { public Receipt M() => default; public void N() { } }
        """,
        "did you mean 'IsRejected'?");

    [Fact]
    public Task An_expected_exception_that_is_none() => Rule.Reports(
        "class C { [Traced(ExpectedExceptions = new[] { typeof(ArgumentException), [|typeof(string)|] })] public void M() { } [Traced(ExpectedExceptions = [[|typeof(IDisposable)|]])] public void N() { } }",
        "'string' is no exception, and no call fails with it",
        "'IDisposable' is no exception");

    [Fact]
    public Task A_declared_value_that_the_tag_can_not_have() => Rule.Reports(
        """
        class C
        {
            [Traced]
            public void M(
                [Tag(Values = new object[] { "web", [|1|] })] string channel,
                [Tag(Values = new object[] { [|"1"|], 2 })] int? count,
                [Tag(Values = [true, [|"no"|]])] bool flag,
                [Tag(Values = [[|DayOfWeek.Friday|], Tier.Free, [|"paid"|]])] Tier tier,
                [Tag(Values = [[|300|], 2])] byte small,
                [Tag(Values = [[|"a"|]])] Uri uri,
                [Tag(Path = "Name", Values = new object[] { [|5|] })] Customer customer,
                [Tag(Values = new object[] { [|typeof(int)|] })] object any)
            {
            }
        }
        """,
        "a tag of type 'string' never has the value 1",
        "a tag of type 'int?' never has the value \"1\"");

    [Fact]
    public Task Paths_that_lead_somewhere() => Rule.IsSilent(
        """
        class C
        {
            [Tag(Path = "Name.Length")] private Customer _customer = null!;
            [Traced] [return: Tag(Path = "Cents")] public Task<Receipt?> M(
                [Tag(Path = "Address.City")] Customer customer, [Tag(Path = "Parent.Parent.Tier")] Customer other,
                [Tag(Path = "Year")] DateTime? when, [Tag(Path = "Count")] IReadOnlyList<int> list, [Tag(Path = "Length")] int[] array) => null!;
            [Traced] public void N<T>([Tag(Path = "Count")] T list) where T : ICollection<int> { }
        }
        """);

    [Fact]
    public Task Predicates_that_fit() => Rule.IsSilent(
        """
        class C
        {
            [Traced(ErrorWhen = nameof(Receipt.IsRejected))] public ValueTask<Receipt> M() => default;
            [Traced(ErrorWhen = nameof(IsBad))] public int N() => 1;
            [Traced(ErrorWhen = nameof(IsOdd))] public string O() => "";
            private static bool IsBad(long x) => true;
            private bool IsOdd(object x) => true;
        }
        """);

    [Fact]
    public Task A_types_predicate_is_for_the_methods_that_it_fits() => Rule.IsSilent(
        "[Traced(ErrorWhen = \"IsRejected\")] class C { public void M() { } public string N() => \"\"; public Receipt O() => default; }");

    [Fact]
    public Task Exceptions_are_expected() => Rule.IsSilent(
        """
        class Mine : InvalidOperationException;
        class Generic<T> : Exception;
        class C { [Traced(ExpectedExceptions = [typeof(Mine), typeof(Exception), typeof(Generic<int>)])] public void M() { } }
        """);

    [Fact]
    public Task Declared_values_that_fit() => Rule.IsSilent(
        """
        class C
        {
            [Traced]
            public void M<T>(
                [Tag(Values = new object[] { "web", "app" })] string channel, [Tag(Values = new object[] { 1, 2L, (byte)3 })] int? count,
                [Tag(Values = [true])] bool flag, [Tag(Values = [Tier.Free])] Tier tier,
                [Tag(Values = ["a", 1])] object any, [Tag(Values = ["a", 1])] T thing, [Tag(Values = [1, 2.5])] double ratio)
            {
            }
        }
        """);

    [Fact]
    public Task What_can_be_no_tag_is_another_rules_business() => Rule.IsSilent(
        "class C { [Traced] public void M([Tag(Path = \"Lenght\")] out string s) => s = \"\"; [return: Tag(Path = \"X\")] public void N() { } }");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { [Traced] public void M([Tag(Path = "Teir")] Customer customer) { } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<NamedMemberMustExist> { Compiles = false, Files = [("Types.cs", Types)] }.Reports(
        """
        class C
        {
            [Traced(ErrorWhen = "IsBad", ExpectedExceptions = [typeof(Lost)])] public Missing M([Tag(Path = "Teir")] Missing customer, [Tag(Path =)] int x) => 1;
            [Traced] public void N([Tag(Path = [|"Teir"|])] Customer c, [Tag(Values = [Lost.A])] int y) {
        }
        """);

    [Fact]
    public Task Top_level_code_is_analysed_too() => new RuleTest<NamedMemberMustExist> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        Console.WriteLine("hi");
        class C { [Traced] public void M([Tag(Path = [|"Lenght"|])] string s) { } }
        """);

    [Fact]
    public Task The_fix_names_the_nearest_member() => Rule.Fixes<NamedMemberMustExistFixer>(
        "class C { [Traced] public void M([Tag(\"city\", Path = \"Parent.Address.Ctiy\")] Customer customer) { } }",
        "class C { [Traced] public void M([Tag(\"city\", Path = \"Parent.Address.City\")] Customer customer) { } }",
        "Nearest");

    [Fact]
    public Task The_fix_changes_the_segment_that_is_missing_and_not_its_namesake() => new RuleTest<NamedMemberMustExist>().Fixes<NamedMemberMustExistFixer>(
        "class A { public B? Next; } class B { public A? Nexts; } class C { [Traced] public void M([Tag(Path = \"Next.Next\")] A a) { } }",
        "class A { public B? Next; } class B { public A? Nexts; } class C { [Traced] public void M([Tag(Path = \"Next.Nexts\")] A a) { } }",
        "Nearest");

    [Fact]
    public Task The_path_of_a_carrier_is_checked_from_the_message() => Rule.Reports(
        """
        class C
        {
            [Traced] public void M([Carrier(Path = [|"Nmae"|])] Customer customer) { }
            [Traced] public void N([Carrier(Path = [|"Nmae"|], AsLink = true)] Customer[] customers) { }
            [Traced] public void O([Carrier(Path = "Name")] Customer customer) { }
            [Traced] public void P([Carrier(Path = "Name")] Customer customer, [Carrier(Path = "Nmae")] int second) { }
            public void Q([Carrier(Path = "Nmae")] Customer customer) { }
        }
        """,
        "'Customer' has no property or field 'Nmae' that generated code can read; did you mean 'Name'?");

    [Fact]
    public Task Fix_all_names_the_nearest_members() => Rule.FixesAll<NamedMemberMustExistFixer>(
        "class C { [Traced(ErrorWhen = \"Rejected\")] public Receipt M([Tag(Path = \"nmae\")] Customer a, [Tag(Path = \"Adress.Country\")] Customer b) => default; }",
        "class C { [Traced(ErrorWhen = \"IsRejected\")] public Receipt M([Tag(Path = \"Name\")] Customer a, [Tag(Path = \"Address.Country\")] Customer b) => default; }",
        "Nearest");

    [Fact]
    public Task Nothing_is_offered_where_nothing_is_near() => Rule.Offers<NamedMemberMustExistFixer>(
        "class C { [Traced] public void M([Tag(Path = \"Elephant\")] Customer customer) { } }");
}
