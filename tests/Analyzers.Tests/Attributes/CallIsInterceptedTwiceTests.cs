using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

/// <summary>INS013, beside a generator that really intercepts.</summary>
public class CallIsInterceptedTwiceTests
{
    private const string Orders = """

        class Orders
        {
            [Traced] public int Place(int id) => id;
            [Traced] public int Cancel(int id) => id;
        }
        """;

    private static RuleTest<CallIsInterceptedTwice> Twice => new() { OtherGenerators = [RivalGenerator.Reference], Compiles = false };

    private static RuleTest<CallIsInterceptedTwice> Once => new() { OtherGenerators = [RivalGenerator.Reference] };

    [Theory]
    [InlineData("class C { int M(Orders o) => o.[|Place|](1); }")]
    [InlineData("class C { int M(Orders o) => o.Cancel(1) + o.[|Place|](1) + o.[|Place|](2); }")]
    [InlineData("class C { int F = new Orders().[|Place|](1); }")]
    [InlineData("class C { Func<Orders, int> M() => o => o.[|Place|](1); }")]
    [InlineData("class C { [NotIntercepted(nameof(Orders.Cancel))] int M(Orders o) => o.[|Place|](1); }")]
    public Task Reports_a_call_that_both_intercept(string caller) =>
        Twice.Reports(caller + Orders, "This call of 'Orders.Place' is intercepted by 'Rival.Doubling.PlaceTwice' too");

    [Theory]
    [InlineData("class C { [NotIntercepted] int M(Orders o) => o.Place(1); }")]
    [InlineData("class C { [NotIntercepted(nameof(Orders.Place))] int M(Orders o) => o.Place(1); }")]
    [InlineData("class C { int M(Orders o) => o.Cancel(1); }")]
    [InlineData("class C { Func<int, int> M(Orders o) => o.Place; }")]
    [InlineData("class C { System.Linq.Expressions.Expression<Func<int>> M(Orders o) => () => o.Place(1); }")]
    public Task Says_nothing_of_a_call_that_one_intercepts(string caller) => Once.IsSilent(caller + Orders);

    [Fact]
    public Task Says_nothing_of_a_method_without_an_attribute() =>
        Once.IsSilent("class Orders { public int Place(int id) => id; } class C { int M(Orders o) => o.Place(1); }");

    [Fact]
    public Task Says_nothing_of_a_method_that_observes_itself() =>
        Once.IsSilent("partial class Orders { [Traced] public partial int Place(int id); int PlaceCore(int id) => id; } class C { int M(Orders o) => o.Place(1); }");

    [Fact]
    public Task Says_nothing_without_another_generator() => new RuleTest<CallIsInterceptedTwice>().IsSilent("class C { int M(Orders o) => o.Place(1); }" + Orders);

    [Fact]
    public Task Says_nothing_where_nothing_is_observed() =>
        new RuleTest<CallIsInterceptedTwice> { OtherGenerators = [RivalGenerator.Reference], Properties = "build_property.InstrumentationEnabled = false" }
            .IsSilent("class C { int M(Orders o) => o.Place(1); }" + Orders);

    [Theory]
    [InlineData("class C\n{\n    int M(Orders o) => o.[|Place|](1);\n}\n", "class C\n{\n    [NotIntercepted(nameof(Orders.Place))]\n    int M(Orders o) => o.Place(1);\n}\n")]
    [InlineData("class C\n{\n    // One.\n    int F = new Orders().[|Place|](1);\n}\n", "class C\n{\n    // One.\n    [NotIntercepted(nameof(Orders.Place))]\n    int F = new Orders().Place(1);\n}\n")]
    [InlineData(
        "class C\n{\n    int M(Orders o)\n    {\n        return L();\n        int L() => o.[|Place|](1);\n    }\n}\n",
        "class C\n{\n    int M(Orders o)\n    {\n        return L();\n        [NotIntercepted(nameof(Orders.Place))] int L() => o.Place(1);\n    }\n}\n")]
    public Task Leaves_calls_in_the_member_around_it(string before, string after) =>
        Twice.Fixes<CallIsInterceptedTwiceFixer>(before + Orders, after + Orders, "Leave");

    [Fact]
    public Task Leaves_calls_in_the_assembly_for_one_in_top_level_code() =>
        new RuleTest<CallIsInterceptedTwice> { OtherGenerators = [RivalGenerator.Reference], Compiles = false, Output = OutputKind.ConsoleApplication }
            .Fixes<CallIsInterceptedTwiceFixer>("return new Orders().[|Place|](1);\n" + Orders, "[assembly: NotIntercepted(nameof(Orders.Place))]\n\nreturn new Orders().Place(1);\n" + Orders, "Leave");

    [Fact]
    public Task Leaves_all_calls_of_a_member_with_one_attribute() =>
        Twice.FixesAll<CallIsInterceptedTwiceFixer>(
            "class C\n{\n    int M(Orders o) => o.[|Place|](1) + o.[|Place|](2);\n    int N(Orders o) => o.[|Place|](3);\n}\n" + Orders,
            "class C\n{\n    [NotIntercepted(nameof(Orders.Place))]\n    int M(Orders o) => o.Place(1) + o.Place(2);\n    [NotIntercepted(nameof(Orders.Place))]\n    int N(Orders o) => o.Place(3);\n}\n" + Orders,
            "Leave");

    [Fact]
    public async Task What_it_reports_the_compiler_reports_in_the_generated_files()
    {
        var project = TestProject.Create(
            "class C { int M(Orders o) => o.Place(1); }" + Orders, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "", "", RivalGenerator.Reference);

        var errors = await TestProject.ErrorsAsync(project);

        Assert.Equal(["CS9153", "CS9153"], errors.Select(static e => e.Id));
        Assert.DoesNotContain(errors, static e => e.Location.SourceTree!.FilePath.StartsWith("/project/", StringComparison.Ordinal));
    }
}
