using System.Globalization;
using System.Text.RegularExpressions;

namespace Instrumentation.Everything.Tests.Suites;

/// <summary>How a suite ended.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failed">Those that did not, by their full names.</param>
/// <param name="Output">All that it wrote.</param>
internal sealed partial record SuiteResult(int Passed, IReadOnlyList<string> Failed, string Output)
{
    public static SuiteResult Of(Ended test)
    {
        var summary = Summary().Match(test.Output);
        Assert.True(summary.Success, "The suite did not come to its end:\n" + test.Output);
        return new(
            int.Parse(summary.Groups["passed"].Value, CultureInfo.InvariantCulture),
            [.. FailedTest().Matches(test.Output).Select(static m => m.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)],
            test.Output);
    }

    [GeneratedRegex(@"Failed:\s+\d+, Passed:\s+(?<passed>\d+),")]
    private static partial Regex Summary();

    [GeneratedRegex(@"^\s+Failed (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
