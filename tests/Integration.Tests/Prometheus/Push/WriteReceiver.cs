using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Snappier;
using V1 = RemoteWrite.V1;
using V2 = RemoteWrite.V2;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

/// <summary>A receiver of remote-write on Kestrel, which answers as it is told, and decodes what it is sent with others' libraries.</summary>
internal sealed class WriteReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WriteReceiver(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First() + "/api/v1/write");

    public ConcurrentQueue<WriteCall> Calls { get; } = new();

    /// <summary>Says how a call is answered: by its status, headers and body.</summary>
    public Func<WriteCall, HttpResponse, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public static async Task<WriteReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WriteReceiver(builder.Build());
        receiver._application.MapPost("/api/v1/write", receiver.TakeAsync);
        await receiver._application.StartAsync();
        return receiver;
    }

    /// <summary>An answer of one that knows remote-write 2.0 and has written all of a call.</summary>
    public static Task Written(WriteCall call, HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers["X-Prometheus-Remote-Write-Samples-Written"] = $"{call.V2.Timeseries.Sum(static series => series.Samples.Count)}";
        response.Headers["X-Prometheus-Remote-Write-Histograms-Written"] = $"{call.V2.Timeseries.Sum(static series => series.Histograms.Count)}";
        response.Headers["X-Prometheus-Remote-Write-Exemplars-Written"] = "0";
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new WriteCall(headers, Snappy.DecompressToArray(body.ToArray()));
        Calls.Enqueue(call);
        await Answer(call, context.Response);
    }
}

/// <summary>What a receiver was sent.</summary>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record WriteCall(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsV2 => Headers["Content-Type"] == "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    public V1.WriteRequest V1 => RemoteWrite.V1.WriteRequest.Parser.ParseFrom(Body);

    public V2.Request V2 => RemoteWrite.V2.Request.Parser.ParseFrom(Body);

    /// <summary>Its series in either version: labels, then numbers without their times, histograms and exemplars.</summary>
    public string[] Series => IsV2
        ? [.. V2.Timeseries.Select(series => Line(
            Named(series.LabelsRefs),
            series.Samples.Select(static sample => sample.Value),
            series.Histograms.Count,
            series.Exemplars.Select(exemplar => (Named(exemplar.LabelsRefs), exemplar.Value))))]
        : [.. V1.Timeseries.Select(static series => Line(
            Named(series.Labels),
            series.Samples.Select(static sample => sample.Value),
            series.Histograms.Count,
            series.Exemplars.Select(static exemplar => (Named(exemplar.Labels), exemplar.Value))))];

    public IEnumerable<(string Name, string Value)> Named(IReadOnlyList<uint> references)
    {
        var symbols = V2.Symbols;
        return references.Chunk(2).Select(pair => (symbols[(int)pair[0]], symbols[(int)pair[1]]));
    }

    private static IEnumerable<(string Name, string Value)> Named(IEnumerable<V1.Label> labels) => labels.Select(static label => (label.Name, label.Value));

    private static string Line(
        IEnumerable<(string, string)> labels, IEnumerable<double> values, int histograms, IEnumerable<(IEnumerable<(string, string)> Labels, double Value)> exemplars) =>
        FormattableString.Invariant(
            $"{Text(labels)} {string.Join(' ', values)} {histograms} {string.Join(' ', exemplars.Select(static exemplar => $"{Text(exemplar.Labels)}={exemplar.Value}"))}").TrimEnd();

    private static string Text(IEnumerable<(string Name, string Value)> labels) => $"{{{string.Join(',', labels.Select(static label => $"{label.Name}={label.Value}"))}}}";
}
