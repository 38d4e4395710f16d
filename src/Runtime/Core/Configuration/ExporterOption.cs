namespace Instrumentation.Configuration;

/// <summary>What is said of an option of an exporter that can't be what it is.</summary>
internal static class ExporterOption
{
    /// <param name="option">Its name.</param>
    /// <param name="why">What is wrong with it, and what helps. Never its value, which may be secret.</param>
    public static ArgumentException Bad(string option, string why) => new($"{option} {why}.", option);

    public static long Above0(long number, string option) => number > 0 ? number : throw Bad(option, "is not above 0: leave it out for the default");

    public static TimeSpan Above0(TimeSpan duration, string option) =>
        duration > TimeSpan.Zero && duration.TotalMilliseconds <= int.MaxValue
            ? duration
            : throw Bad(option, $"is not above 0, or longer than {int.MaxValue} ms: leave it out for the default");

    public static T? Defined<T>(T? value, string option)
        where T : struct, Enum =>
        value is { } it && !Enum.IsDefined(it) ? throw Bad(option, $"is none of {string.Join(", ", Enum.GetNames<T>())}") : value;
}
