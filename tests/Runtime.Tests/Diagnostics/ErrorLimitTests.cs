using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Diagnostics;

/// <summary>Of each kind of error one a minute is told, and how many were not.</summary>
public sealed class ErrorLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Of_each_kind_one_a_minute_passes_and_says_how_many_did_not()
    {
        var limit = new ErrorLimit(_time);

        Assert.Equal([0, null, null], Pass(limit, "a", "a", "a"));
        Assert.Equal([0, null], Pass(limit, "b", "b"));
        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal([null, null], Pass(limit, "a", "b"));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([3, null, 2], Pass(limit, "a", "a", "b"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 0], Pass(limit, "a", "b"));
    }

    [Fact]
    public void What_it_remembers_is_bounded()
    {
        var limit = new ErrorLimit(_time);
        Pass(limit, "first");
        for (var i = 1; i < 1_000; i++)
            Pass(limit, $"kind {i}");

        Assert.Equal([null, 0, 0], Pass(limit, "first", "one too many", "first"));
    }

    [Fact]
    public async Task The_next_that_is_told_says_how_many_were_not_those_included_that_found_no_room()
    {
        var channel = new ErrorChannel(_time);
        for (var i = 0; i < ErrorChannel.Capacity; i++)
            Tell(channel, $"kind {i}");
        Tell(channel, "late");
        Tell(channel, "late");
        var told = new List<TelemetryError>();
        channel.Begin(told.Add, LogLevel.Info);
        await channel.FlushAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Tell(channel, "late");
        await channel.EndAsync();

        Assert.Equal(ErrorChannel.Capacity + 1, told.Count);
        Assert.Equal(("late", 2), (told[^1].Message, told[^1].Suppressed));
    }

    private static void Tell(ErrorChannel channel, string kind) => channel.Tell(ErrorSeverity.Error, kind, kind, null);

    private static int?[] Pass(ErrorLimit limit, params string[] kinds) =>
        Array.ConvertAll(kinds, kind => limit.TryPass(kind, out var suppressed) ? suppressed : (int?)null);
}
