using System.Globalization;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    public static string Time(double? nanoseconds) => nanoseconds switch
    {
        null => "",
        < 100 => Text($"{nanoseconds:0.0} ns"),
        < 10_000 => Text($"{nanoseconds:0} ns"),
        < 1e6 => Text($"{nanoseconds / 1e3:0} µs"),
        < 1e9 => Text($"{nanoseconds / 1e6:0.0} ms"),
        _ => Text($"{nanoseconds / 1e9:0.0} s"),
    };

    public static string Bytes(Row row, double? bytes) => row.IsCount ? Text($"{bytes:0}") : Bytes(bytes);

    private static string Bytes(double? bytes) => bytes switch
    {
        null => "",
        < 10_000 => Text($"{bytes:0.#} B"),
        < 1e6 => Text($"{bytes / 1024:0} KB"),
        _ => Text($"{bytes / 1024 / 1024:0.0} MB"),
    };

    public static string Ratio(Row row) => Text($"{row.Ratio:0.00}") + (row.Spread is { } spread ? Text($" ± {spread / 2 * 100:0} %") : "");

    /// <summary>Whether the row's goal is met, or how its time grows.</summary>
    public static string Verdict(Row row) => row switch
    {
        { Goal: not null } => row.Goal + (row.Met == true ? "" : ": not met"),
        { Growth: { } exponent } => Text($"grows with size^{exponent:0.00}"),
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
