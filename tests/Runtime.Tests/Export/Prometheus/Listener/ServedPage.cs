using System.Diagnostics;
using System.Net;
using System.Text;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus.Listener;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

/// <summary>A listener on a port of its own, and the page that it serves.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ScrapeListener _listener;
    private int _made;
    private int _released;

    public ServedPage(ListenerLimits? limits = null, string host = "localhost", int port = 0)
    {
        Answer = _ => ValueTask.FromResult(Page("page\n"));
        var options = PrometheusExporterOptions.From(options => (options.Host, options.Port) = (host, port));
        _listener = new ScrapeListener(options, (request, cancellation) =>
        {
            Asked = request;
            return Answer(cancellation);
        }, limits);
    }

    /// <summary>Makes the page.</summary>
    public Func<CancellationToken, ValueTask<ScrapeAnswer>> Answer { get; set; }

    /// <summary>What was asked for last.</summary>
    public ScrapeRequest Asked { get; private set; }

    public Task<IReadOnlyList<IPEndPoint>> Listening => _listener.Listening.WaitAsync(Limit);

    public ScrapeAnswer Page(string text) => Page(Encoding.UTF8.GetBytes(text));

    public ScrapeAnswer Page(byte[] bytes)
    {
        Interlocked.Increment(ref _made);
        return new(200, "text/plain; version=0.0.4; charset=utf-8", isGzip: false, bytes, () => Interlocked.Increment(ref _released));
    }

    public async Task<Uri> AddressAsync() => new($"http://localhost:{(await Listening)[0].Port}/metrics");

    public async Task<RawClient> ConnectAsync(int? receiveBuffer = null) => await RawClient.ConnectAsync((await Listening)[0], receiveBuffer);

    /// <summary>Sends a text as it is, and reads until the listener has no more to say.</summary>
    public async Task<string> ExchangeAsync(string text)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(text);
        client.HangUpSending();
        return await client.ReadToEndAsync();
    }

    /// <summary>Waits until as many pages were given back as were made, and this is how many.</summary>
    public async Task ReleasedAsync(int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var watch = Stopwatch.StartNew(); Volatile.Read(ref _released) < count && watch.Elapsed < Limit; await timer.WaitForNextTickAsync())
        {
        }

        Assert.Equal((count, count), (_made, _released));
    }

    public Task EndAsync(CancellationToken cancellation = default) => _listener.EndAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await EndAsync(limit.Token).WaitAsync(Limit);
    }
}
