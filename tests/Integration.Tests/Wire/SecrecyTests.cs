using System.Collections.Concurrent;
using System.Text;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>What is said in confidence stays between a program and its receiver, whatever goes wrong.</summary>
public sealed class SecrecyTests(SharedReceiver shared) : IClassFixture<SharedReceiver>
{
    private const string Secret = "hush-hush";
    private const string Everything = $"you sent Bearer {Secret}1, {Secret}2 for {Secret}3:{Secret}4 and ?key={Secret}5; HUSH-hush2";
    private const string Masked = "you sent ***, *** for *** and ?key=***; ***";

    // As basic authorization says it.
    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secret}3:{Secret}4"));

    public static TheoryData<OtlpProtocol> Protocols { get; } = new() { OtlpProtocol.Grpc, OtlpProtocol.HttpProtobuf, OtlpProtocol.HttpJson };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task No_secret_is_told_whatever_goes_wrong(OtlpProtocol protocol)
    {
        var told = new ConcurrentQueue<string>();
        var errors = Diagnostics.Faults.OpenChannel();
        errors.Begin(error => told.Enqueue($"{error.Message} {error.Exception}"), LogLevel.Debug);
        try
        {
            foreach (var fault in AllFaults(protocol))
            {
                var settings = Settings(protocol, protocol == OtlpProtocol.Grpc ? shared.Receiver.Grpc : shared.Receiver.Http);
                told.Enqueue(await TellAsync(() => SendAsync(settings, fault)));
            }

            foreach (var endpoint in new[] { "http://localhost:1/a", "http://nobody.invalid/a", "https://localhost:1/a", Http().ToString() })
            {
                var settings = Settings(protocol, new(endpoint));
                await using var destination = OtlpDestination.Create(settings);
                told.Enqueue(await TellAsync(async () => await destination.SendAsync(Parcels.Spans(settings, out _), CancellationToken.None)));
                told.Enqueue($"{destination} {destination.Name} {settings} {settings.Backup} {settings.Endpoint}");
            }
        }
        finally
        {
            await Diagnostics.Faults.CloseAsync(errors);
        }

        Assert.NotEmpty(told);
        Assert.All(told, static text => Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(told, static text => Assert.DoesNotContain(Encoded, text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(told, static text => text.Contains(Masked, StringComparison.Ordinal));

        Uri Http() => protocol == OtlpProtocol.Grpc ? shared.Receiver.Http : shared.Receiver.Grpc;
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Secrets_arrive(OtlpProtocol protocol)
    {
        var endpoint = protocol == OtlpProtocol.Grpc ? shared.Receiver.Grpc : shared.Receiver.Http;
        var (result, requests) = await shared.SendAsync(Settings(protocol, endpoint), Fault.None);

        Assert.Equal(SendOutcome.Delivered, result.Outcome);
        Assert.Equal(($"Bearer {Secret}1", $"{Secret}2"), (requests[0].Headers["x-token"], requests[0].Headers["api-key"]));
        Assert.Equal($"Basic {Encoded}", requests[0].Headers["authorization"]);
        if (protocol != OtlpProtocol.Grpc)
            Assert.EndsWith($"?key={Secret}5", requests[0].Path, StringComparison.Ordinal);
    }

    private static OtlpSettings Settings(OtlpProtocol protocol, Uri endpoint)
    {
        var address = new UriBuilder(endpoint) { UserName = $"{Secret}3", Password = $"{Secret}4", Query = $"key={Secret}5" }.Uri;
        return OtlpSettings.Resolve(
            new()
            {
                Protocol = protocol,
                Endpoint = address,
                BackupEndpoint = address,
                Headers = { ["X-Token"] = $"Bearer {Secret}1", ["api-key"] = $"{Secret}2" },
            },
            Signal.Traces);
    }

    private async Task<SendResult> SendAsync(OtlpSettings settings, Fault fault)
    {
        using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(fault.End == "hang" ? 1 : 60));
        return (await shared.SendAsync(settings, fault, attempt.Token)).Result;
    }

    private static async Task<string> TellAsync(Func<Task<SendResult>> send)
    {
        try
        {
            return (await send()).ToString();
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled.ToString();
        }
    }

    private static IEnumerable<Fault> AllFaults(OtlpProtocol protocol)
    {
        // A call of gRPC has no query: nobody there can know it.
        var everything = protocol == OtlpProtocol.Grpc ? Everything.Replace($"{Secret}5", "***", StringComparison.Ordinal) : Everything;
        yield return Fault.Partially(1, everything);
        yield return new Fault { End = "reset" };
        yield return new Fault { End = "hang" };
        if (protocol == OtlpProtocol.Grpc)
        {
            yield return Fault.Grpc(16, everything);
            yield return Fault.Grpc(14, "", RpcStatusBytes.Of(everything, TimeSpan.FromSeconds(1)));
            yield return new Fault { Raw = new() { Status = 401, Headers = new Dictionary<string, string> { ["www-authenticate"] = everything } } };
            yield return new Fault { Raw = new() { Length = 64 << 20 } };
            yield return new Fault { Raw = new(), End = "truncate" };
        }
        else
        {
            yield return new Fault { End = "truncate" };
            yield return Fault.Answer(401, "application/x-protobuf", RpcStatusBytes.Of(everything));
            yield return Fault.Answer(503, "application/json", Encoding.UTF8.GetBytes($$"""{"message":"{{everything}}"}"""));
            yield return Fault.Answer(400, "text/plain", Encoding.UTF8.GetBytes(everything));
            yield return Fault.Answer(200, "application/json", Encoding.UTF8.GetBytes(everything));
            yield return Fault.Http(307) with { Headers = new Dictionary<string, string> { ["location"] = $"/?key={Secret}5" } };
        }
    }
}
