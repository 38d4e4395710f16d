using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

/// <summary>What rules on attributes say of those that make an instrument of a member.</summary>
public class InstrumentAttributeTests
{
    private static readonly RuleTest<AttributeCanHaveNoEffect> NoEffect = new();

    [Theory]
    [InlineData("static partial class C { [[|Counter|]] public static void M(long count) { } }", "static partial void")]
    [InlineData("partial class C { [[|Counter|]] partial void M(long count); }", "static partial void")]
    [InlineData("static partial class C { [[|Counter|]] static partial void M(long count); static partial void M(long count) { } }", "static partial void")]
    [InlineData("static class C { static void M() { [[|Counter|]] static void N(long count) { } N(1); } }", "static partial void")]
    [InlineData("file static partial class C { [[|Counter|]] static partial void M(long count); }", "file-local")]
    [InlineData("static partial class C { [[|Histogram|]] static partial void M(); }", "nothing says what is recorded")]
    [InlineData("static partial class C { [[|Counter|]] static partial void M(long count, int size); }", "put [Tag] on all others")]
    [InlineData("static partial class C { [[|Gauge|]] static partial void M(string value, [Tag] int size); }", "what is recorded is a number")]
    [InlineData("static partial class C { [[|Counter|]] static partial void M(ulong count); }", "what is recorded is a number")]
    [InlineData("static partial class C { [Counter, [|Histogram|]] static partial void M(long count); }", "one member is one instrument")]
    [InlineData("static partial class C { [Counter, [|Traced|], [|Counted|]] static partial void M(long count); }", "put the attribute on the method that calls it")]
    [InlineData("partial class C { [[|Gauge|]] public string Value => \"\"; }", "a number from byte to long")]
    [InlineData("partial class C { [[|Gauge|]] public int Value(int i) => i; }", "without arguments")]
    [InlineData("class C { [[|Gauge|]] public int Value => 1; }", "make the type, and those around it, partial")]
    [InlineData("partial struct C { [[|Gauge|]] public int Value => 1; }", "an object of a class")]
    [InlineData("partial class C<T> { [[|Gauge|]] public static int Value => 1; }", "for which type arguments")]
    [InlineData("class C { [[|Gauge|]] private static int Value => 1; }", "generated code can't reach it")]
    [InlineData("interface I { [[|ObservableCounter|]] static abstract int Value { get; } }", "static abstract")]
    public Task What_can_not_be_an_instrument_is_said_to_be_none(string source, string why) => NoEffect.Reports(source, why);

    [Theory]
    [InlineData("static partial class C { [Counter] public static partial void M(long count, [Tag] bool express); }")]
    [InlineData("partial interface I<T> { [Counter] static partial void M(); }")]
    [InlineData("[Traced] static partial class C { [Counter] public static partial void M(); public static void N() { } }")]
    [InlineData("static class C { [Gauge] public static int Value => 1; [ObservableCounter] internal static long? Done() => null; }")]
    [InlineData("partial class C { [Gauge] private int Value => 1; [Gauge] public System.Diagnostics.Metrics.Measurement<int>[] Values => []; }")]
    public Task What_can_is_fine(string source) => new RuleTest<AttributeCanHaveNoEffect>().IsSilent(source);

    [Fact]
    public Task A_type_becomes_partial() => new RuleTest<AttributeCanHaveNoEffect>().Fixes<AttributeCanHaveNoEffectFixer>(
        """
        public class Outer
        {
            class C
            {
                [Gauge] public int Value => 1;
            }
        }
        """,
        """
        public partial class Outer
        {
            partial class C
            {
                [Gauge] public int Value => 1;
            }
        }
        """,
        "MakeTypesPartial");

    [Fact]
    public Task Tags_of_instruments_belong_to_them() => Task.WhenAll(
        new RuleTest<TagBelongsToNoSignal>().IsSilent("static partial class C { [Counter] public static partial void M(long count, [Tag] string kind); }"),
        new RuleTest<TagBelongsToNoSignal>().IsSilent("abstract partial class A { [Tag] protected string Name => \"\"; } partial class C : A { [Tag] private int _kind = 1; [Gauge] public int Value => _kind; }"),
        new RuleTest<TagBelongsToNoSignal>().Reports(
            "static partial class C { [Counter] public static partial void M(long count, [[|Tag(On = On.Span)|]] string kind); }",
            "it goes to the span alone, and an instrument has none"),
        new RuleTest<TagBelongsToNoSignal>().Reports("partial class C { [[|Tag(On = On.Span)|]] public string Name => \"\"; [Gauge] public int Value => 1; }"),
        new RuleTest<TagBelongsToNoSignal>().Reports("static partial class C { [[|Tag|]] public static string Name => \"\"; [Gauge] public static int Value => 1; }"));

    [Fact]
    public Task Other_rules_know_them_too() => Task.WhenAll(
        new RuleTest<BucketsMustAscend>().Reports("static partial class C { [Histogram(Buckets = [2, [|1|]])] public static partial void M(long count); }"),
        new RuleTest<NameBreaksTheSyntax>().Reports("static partial class C { [Counter([|\"1 a\"|])] public static partial void M(long count); [Gauge([|\"?\"|])] public static int G => 1; }"),
        new RuleTest<MetricTagIsUnbounded>().Reports("static partial class C { [Counter] public static partial void M(long count, [[|Tag|]] Guid id, [Tag] string kind); }"),
        new RuleTest<MetricsOfOneNameAreAlike>().IsSilent("static partial class C { [Counter(\"a\")] public static partial void M(long count); [Counter(\"a\")] public static partial void N(int count); }"),
        new RuleTest<MetricsOfOneNameAreAlike>().Reports("static partial class C { [Counter(\"a\")] public static partial void M(long count); [[|Counter(\"a\", Unit = \"s\")|]] public static partial void N(int count); }"));

    [Theory]
    [InlineData("[[|Counter|]]", "1,000", 20)]
    [InlineData("[[|Counter(CardinalityLimit = 399)|]]", "399", 0)]
    [InlineData("[Counter(CardinalityLimit = 500)]", "", 0)]
    public Task The_budget_of_an_instrument_is_its_own_limit(string attribute, string budget, int more)
    {
        var values = string.Join(", ", Enumerable.Range(0, 19 + more));
        var source = $$"""static partial class C { {{attribute}} public static partial void M(long count, [Tag(Values = new object[] { {{values}} })] int a, [Tag(Values = new object[] { {{values}} })] int b); }""";
        var rule = new RuleTest<SeriesExceedTheBudget> { EditorConfig = "instrumentation.series_budget = 1000" };
        return budget.Length == 0 ? rule.IsSilent(source) : rule.Reports(source, budget);
    }
}
