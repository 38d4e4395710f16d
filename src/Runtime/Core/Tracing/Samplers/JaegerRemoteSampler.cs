using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Instrumentation.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Samples as a Jaeger collector, or an OpenTelemetry Collector's <c>jaegerremotesampling</c> extension, says: a ratio, a rate, or a ratio for each
/// operation. It asks again and again, and goes on with the last good answer while there is none.
/// </summary>
/// <remarks>Specification: Trace SDK, JaegerRemoteSampler. It looks at no parent: wrap it in a <see cref="ParentBasedSampler"/>, and dispose it yourself
/// then, or it asks until the process ends.</remarks>
public sealed class JaegerRemoteSampler : Sampler, IDisposable
{
    private const int MaxAnswer = 1 << 20;

    private readonly HttpClient _client;
    private readonly UriBuilder _question;
    private readonly string _host;
    private readonly CancellationTokenSource _end = new();
    private volatile Sampler _current;

    /// <summary>Asks a collector how to sample.</summary>
    /// <param name="endpoint">Where to ask, by HTTP: <c>http://localhost:5778/sampling</c>.</param>
    /// <param name="service">The name of this service.</param>
    /// <param name="initial">Decides until there is an answer; by default one trace in a thousand.</param>
    /// <param name="interval">How long until it asks again; by default a minute.</param>
    /// <exception cref="ArgumentException">The endpoint is no absolute address of http or https, or there is no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not above 0.</exception>
    public JaegerRemoteSampler(Uri endpoint, string service, Sampler? initial = null, TimeSpan? interval = null)
        : this(endpoint, Named(service), initial, interval)
    {
    }

    /// <summary>Asks as soon as it is known for whom.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    internal JaegerRemoteSampler(Uri endpoint, Task<string> service, Sampler? initial, TimeSpan? interval)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("The address of a sampling service begins with http:// or https://.", nameof(endpoint));
        var delay = interval ?? TimeSpan.FromMinutes(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero, nameof(interval));

        _question = new UriBuilder(endpoint);
        _host = endpoint.GetComponents(UriComponents.HostAndPort, UriFormat.Unescaped);
        _current = initial ?? new TraceIdRatioSampler(0.001);

        // What telemetry asks for itself is no part of anybody's trace.
        _client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = MaxAnswer,
        };
        Background.Run(() => PollAsync(service, delay, _end.Token));
    }

    /// <inheritdoc/>
    public override string Description => $"JaegerRemoteSampler{{{_current.Description}}}";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters) => _current.ShouldSample(parameters);

    /// <summary>Stops asking.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested)
            return;

        _end.Cancel();
        _client.Dispose();
        _end.Dispose();
    }

    private static Task<string> Named(string service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(service);
        return Task.FromResult(service);
    }

    private async Task PollAsync(Task<string> service, TimeSpan delay, CancellationToken end)
    {
        using var timer = new PeriodicTimer(delay);
        try
        {
            _question.Query = "service=" + Uri.EscapeDataString(await service.WaitAsync(end).ConfigureAwait(false));
            do
            {
                await AskAsync(end).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task AskAsync(CancellationToken end)
    {
        try
        {
            var answer = await _client.GetByteArrayAsync(_question.Uri, end).ConfigureAwait(false);
            using var strategy = JsonDocument.Parse(answer);
            _current = JaegerStrategy.Read(strategy.RootElement, _current);
        }
        catch (Exception fault) when (!end.IsCancellationRequested)
        {
            Faults.Report($"asking {_host} how to sample", fault);
        }
    }
}
