using System.Net.Http.Headers;

namespace Instrumentation.Export.Http;

/// <summary>The header <c>Retry-After</c>, in seconds or as a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Longer than this nobody is left alone, whatever is asked: a slip of a digit would be the end of telemetry.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads it; null if it isn't there, or says nothing. What is over is now.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values) && values.Count == 1 ? Read(values.First(), now) : null;

    public static TimeSpan? Read(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return int.TryParse(text, out var seconds) ? Bounded(TimeSpan.FromSeconds(seconds)) : Longest;

        return RetryConditionHeaderValue.TryParse(text, out var value) && value.Date is { } date ? Bounded(date - now) : null;
    }

    public static TimeSpan Bounded(TimeSpan delay) => delay < TimeSpan.Zero ? TimeSpan.Zero : delay > Longest ? Longest : delay;
}
