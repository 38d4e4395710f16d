using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>
/// Serves the page by itself, for programs that have no server: at one path of one port, to GET and HEAD, over HTTP/1.1 and 1.0. What goes wrong is told,
/// and never thrown; a port that is in use is taken as soon as it is free.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Ending it is its end; connections that were left behind may still look at its tokens.")]
internal sealed class ScrapeListener
{
    private readonly PrometheusExporterOptions _options;
    private readonly Func<ScrapeRequest, CancellationToken, ValueTask<ScrapeAnswer>> _scrape;
    private readonly ListenerLimits _limits;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource<IReadOnlyList<IPEndPoint>> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConnectionSet _connections;
    private readonly Task _running;

    /// <summary>Begins to listen, beside the application.</summary>
    /// <param name="options">Where: <c>localhost</c> is this machine alone, <c>*</c> all its addresses; port 0 is any that is free.</param>
    /// <param name="scrape">Makes the page.</param>
    /// <param name="limits">What is borne of clients; null for the defaults.</param>
    public ScrapeListener(
        PrometheusExporterOptions options, Func<ScrapeRequest, CancellationToken, ValueTask<ScrapeAnswer>> scrape, ListenerLimits? limits = null)
    {
        (_options, _scrape, _limits) = (options, scrape, limits ?? ListenerLimits.Default);
        _connections = new ConnectionSet(_limits.Connections);
        _running = Background.Run(RunAsync);
    }

    /// <summary>Where it listens, once it does; cancelled if it ends before.</summary>
    public Task<IReadOnlyList<IPEndPoint>> Listening => _listening.Task;

    /// <summary>Takes no more requests, and waits for those that are being answered.</summary>
    /// <param name="cancellation">Says that there is no more time: connections are cut.</param>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        using (cancellation.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort))
            await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            var sockets = await ListenAsync().ConfigureAwait(false);
            IPEndPoint[] places = [.. sockets.Select(static socket => (IPEndPoint)socket.LocalEndPoint!)];
            var hosts = new HostRule(_options.Host, Array.TrueForAll(places, static place => IPAddress.IsLoopback(place.Address)));
            var door = new ScrapeDoor(_scrape, _options.Path, hosts, _limits, _stop.Token, _abort.Token);
            _listening.SetResult(places);
            if (_options.Port == 0)
                Faults.Inform(FormattableString.Invariant($"The Prometheus page is served at http://{_options.Host}:{places[0].Port}{_options.Path}."));
            await Task.WhenAll(sockets.Select(socket => AcceptAsync(socket, door))).ConfigureAwait(false);
            await _connections.EndAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _listening.TrySetCanceled();
        }
    }

    private async Task<IReadOnlyList<Socket>> ListenAsync()
    {
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return ListenAddresses.Listen(await ListenAddresses.FindAsync(_options.Host, _stop.Token).ConfigureAwait(false), _options.Port);
            }
            catch (SocketException fault)
            {
                if (!isTold)
                    Faults.Warn(FormattableString.Invariant($"The Prometheus page is not served at {_options.Host}:{_options.Port}: {CauseOf(fault)}"));
            }

            await Task.Delay(_limits.BindPause, _stop.Token).ConfigureAwait(false);
        }
    }

    private static string CauseOf(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            "the port is in use. It is taken as soon as it is free; PrometheusExporterOptions.Port or OTEL_EXPORTER_PROMETHEUS_PORT name another.",
        SocketError.AccessDenied => "this user may not listen there. PrometheusExporterOptions.Port or OTEL_EXPORTER_PROMETHEUS_PORT name another port.",
        _ => $"{fault.Message}. PrometheusExporterOptions.Host or OTEL_EXPORTER_PROMETHEUS_HOST name the host: localhost, *, or an address of this machine.",
    };

    private async Task AcceptAsync(Socket listening, ScrapeDoor door)
    {
        using (listening)
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    _connections.Add(new ScrapeConnection(await AcceptAsync(listening).ConfigureAwait(false), door));
                }
                catch (SocketException fault)
                {
                    // Of a client that has gone already, or because there are too many files open: that may pass.
                    Faults.Report("accepting a scraper", fault);
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                catch (OperationCanceledException)
                {
                    // The end.
                }
            }
        }
    }

    private async ValueTask<Socket> AcceptAsync(Socket listening)
    {
        var socket = await listening.AcceptAsync(_stop.Token).ConfigureAwait(false);
        socket.NoDelay = true;
        return socket;
    }
}
