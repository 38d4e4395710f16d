using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>Sending telemetry makes no telemetry: its spans would be sent, which would make the next ones.</summary>
[Collection(ProcessWide.Name)]
public sealed class OwnTracesTests(SharedReceiver shared) : IClassFixture<SharedReceiver>
{
    public static TheoryData<OtlpProtocol, bool> Ways { get; } = new()
    {
        { OtlpProtocol.Grpc, false },
        { OtlpProtocol.HttpProtobuf, false },
        { OtlpProtocol.HttpProtobuf, true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_request_is_part_of_no_trace(OtlpProtocol protocol, bool hasOwnHandler)
    {
        using var source = new ActivitySource("OwnTracesTests");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) =>
                SuppressedTracing.IsOn ? ActivitySamplingResult.None : ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = source.StartActivity("parent")!;
        var settings = OtlpSettings.Resolve(
            new()
            {
                Protocol = protocol,
                Endpoint = protocol == OtlpProtocol.Grpc ? shared.Receiver.Grpc : shared.Receiver.Http,
                HttpMessageHandlerFactory = hasOwnHandler ? Own : null,
            },
            Signal.Traces);
        var started = new List<string>();
        listener.ActivityStarted = activity =>
        {
            lock (started)
                started.Add($"{activity.Source.Name} {activity.DisplayName} {activity.TraceId}");
        };

        var (result, requests) = await shared.SendAsync(settings, Fault.None);

        Assert.Equal(SendResult.Delivered, result);
        Assert.DoesNotContain(requests[0].Headers.Keys, static name => name is "traceparent" or "tracestate" or "baggage" or "request-id");
        Assert.DoesNotContain(started, static text => text.Contains("System.Net", StringComparison.Ordinal));
        Assert.Same(parent, Activity.Current);
        Assert.False(SuppressedTracing.IsOn);

        static HttpMessageHandler Own() => new SocketsHttpHandler();
    }
}
