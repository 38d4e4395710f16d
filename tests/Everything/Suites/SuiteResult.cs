using System.Globalization;
using System.Text.RegularExpressions;

namespace Instrumentation.Everything.Tests.Suites;

/// <summary>How a suite ended.</summary>
/// <param name="HasPassed">Whether it came to its end and all tests passed.</param>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Output">All that it wrote.</param>
internal sealed partial record SuiteResult(bool HasPassed, int Passed, string Output)
{
    public static SuiteResult Of(Ended test)
    {
        var summary = Summary().Match(test.Output);
        return new(
            test.ExitCode == 0 && summary.Success,
            summary.Success ? int.Parse(summary.Groups["passed"].Value, CultureInfo.InvariantCulture) : 0,
            test.Output);
    }

    [GeneratedRegex(@"Failed:\s+\d+, Passed:\s+(?<passed>\d+),")]
    private static partial Regex Summary();
}
