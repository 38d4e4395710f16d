using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>The same telemetry as people write it by hand, over the platform's own types.</summary>
internal sealed class Hand : IDisposable
{
    private readonly ActivitySource _source;
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _durations;
    private readonly UpDownCounter<long> _active;

    /// <param name="name">The name of its source and meter, by which somebody listens.</param>
    public Hand(string name)
    {
        _source = new(name);
        _meter = new(name);
        _calls = _meter.CreateCounter<long>("by.hand.calls");
        _durations = _meter.CreateHistogram<double>("by.hand.duration", "s");
        _active = _meter.CreateUpDownCounter<long>("by.hand.active");
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Span(Work work, int x)
    {
        using var span = _source.StartActivity("Work.Traced");
        try
        {
            return work.Plain(x);
        }
        catch (Exception e)
        {
            Failed(span, e);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int SpanTags(Work work, Region region, int lines)
    {
        using var span = _source.StartActivity("Work.TracedTags");
        span?.SetTag("order.region", region.ToString()).SetTag("order.lines", lines);
        try
        {
            return work.PlainTags(region, lines);
        }
        catch (Exception e)
        {
            Failed(span, e);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int SpanEight(Work work, string method, int status, string scheme, string address, int port, string route, string version, bool express)
    {
        using var span = _source.StartActivity("Work.TracedEight");
        if (span is not null)
        {
            span.SetTag("http.request.method", method).SetTag("http.response.status_code", status).SetTag("url.scheme", scheme).SetTag("server.address", address)
                .SetTag("server.port", port).SetTag("http.route", route).SetTag("network.protocol.version", version).SetTag("order.express", express);
        }

        try
        {
            return work.PlainEight(method, status, scheme, address, port, route, version, express);
        }
        catch (Exception e)
        {
            Failed(span, e);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task SpanHands(Work work, Task task)
    {
        using var span = _source.StartActivity("Work.TracedHands");
        try
        {
            await work.PlainHands(task).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Failed(span, e);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int AllThree(Work work, int x)
    {
        using var span = _source.StartActivity("Work.AllThree");
        var start = Stopwatch.GetTimestamp();
        try
        {
            return work.Plain(x);
        }
        catch (Exception e)
        {
            Failed(span, e);
            throw;
        }
        finally
        {
            _calls.Add(1);
            _durations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int InFlight(Work work, int x)
    {
        _active.Add(1);
        try
        {
            return work.Plain(x);
        }
        finally
        {
            _active.Add(-1);
        }
    }

    public Activity? Start() => _source.StartActivity("span");

    private static void Failed(Activity? span, Exception e) => span?.SetStatus(ActivityStatusCode.Error, e.Message).AddException(e);
}
