using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Instrumentation.Context;
using Instrumentation.Runtime.Tests.Support;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Context;

/// <summary>Which propagators the process has while telemetry runs, for OpenTelemetry's API and for the platform alike.</summary>
[Collection(ProcessWide.Name)]
public sealed class PropagatorsInForceTests : IDisposable
{
    private static readonly ActivitySource Source = new("Context.InForce");

    private readonly Surroundings _surroundings = new();

    public void Dispose()
    {
        Baggage.Current = default;
        _surroundings.Dispose();
    }

    [Theory]
    [InlineData(null, "baggage traceparent tracestate")]
    [InlineData("", "baggage traceparent tracestate")]
    [InlineData(" , ", "baggage traceparent tracestate")]
    [InlineData("tracecontext", "traceparent tracestate")]
    [InlineData("baggage", "baggage")]
    [InlineData("b3", "b3")]
    [InlineData("b3multi", "X-B3-Sampled X-B3-SpanId X-B3-TraceId")]
    [InlineData("jaeger", "uber-trace-id")]
    [InlineData(" JAEGER , b3,jaeger", "b3 uber-trace-id")]
    [InlineData("none", "")]
    [InlineData("none,b3", "b3")]
    public void The_variable_chooses(string? value, string headers)
    {
        _surroundings.Set("OTEL_PROPAGATORS", value).Speak("tr-TR");
        using var telemetry = Start();
        Baggage.Current = Baggage.Create(new() { ["a"] = "1" });
        using var span = Source.StartActivity("span")!;
        span.TraceStateString = "a=1";

        Assert.Equal(headers, string.Join(' ', WrittenByApi().Order(StringComparer.Ordinal)));
        Assert.Equal(headers, string.Join(' ', WrittenByPlatform(span).Order(StringComparer.Ordinal)));
        Assert.Equal(headers, string.Join(' ', DistributedContextPropagator.Current.Fields.Order(StringComparer.Ordinal)));
        Assert.Equal("", _surroundings.Told);
    }

    [Theory]
    [InlineData("xray", "baggage traceparent")]
    [InlineData("xray,b3", "b3")]
    [InlineData("xray,none", "")]
    public void An_unknown_one_is_told_of_and_ignored(string value, string headers)
    {
        _surroundings.Set("OTEL_PROPAGATORS", value);
        using var telemetry = Start();
        Baggage.Current = Baggage.Create(new() { ["a"] = "1" });
        using var span = Source.StartActivity("span");

        Assert.Equal(headers, string.Join(' ', WrittenByApi().Order(StringComparer.Ordinal)));
        Assert.Equal(
            "instrumentation: OTEL_PROPAGATORS names xray, a propagator that this build does not know; "
            + "it knows tracecontext, baggage, b3, b3multi, jaeger and none.\n",
            _surroundings.Told);
    }

    [Fact]
    public void Code_beats_the_variable()
    {
        _surroundings.Set("OTEL_PROPAGATORS", "b3");
        using var telemetry = Start(static b => b.SetPropagator(new JaegerTraceContextPropagator()));
        using var span = Source.StartActivity("span");

        Assert.Equal(["uber-trace-id"], WrittenByApi());
        Assert.Throws<ArgumentNullException>(() => Start(static b => b.SetPropagator(null!)));
        Assert.Equal(["uber-trace-id"], WrittenByApi());
    }

    /// <summary>The specification: the variable has no effect on propagators.</summary>
    [Fact]
    public void Telemetry_that_is_disabled_still_hands_context_on()
    {
        _surroundings.Set("OTEL_SDK_DISABLED", "true").Set("OTEL_PROPAGATORS", "b3");
        using var telemetry = Start();
        using var span = new Activity("somebody's");
        span.Start();

        Assert.Equal(["b3"], WrittenByApi());
    }

    [Fact]
    public void What_was_there_before_is_put_back_in_whatever_order_telemetry_ends()
    {
        var before = (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current);
        var first = Start();
        var ofFirst = (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current);
        var second = Start();
        var ofSecond = (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current);
        var third = Start();

        second.Dispose();
        Assert.NotEqual(ofFirst, (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
        Assert.NotEqual(ofSecond, (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
        third.Dispose();
        Assert.Equal(ofFirst, (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
        first.Dispose();
        Assert.Equal(before, (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
    }

    [Fact]
    public void What_somebody_else_has_set_stays()
    {
        var before = DistributedContextPropagator.Current;
        var others = DistributedContextPropagator.CreateNoOutputPropagator();
        using (Start())
            DistributedContextPropagator.Current = others;

        Assert.Same(others, DistributedContextPropagator.Current);
        DistributedContextPropagator.Current = before;
    }

    [Fact]
    public void A_start_that_fails_leaves_nothing_behind()
    {
        var before = (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current);

        Assert.Throws<NotSupportedException>(() => Start(static b =>
            b.WithTracing(static t => t.AddInstrumentation<object>(static () => throw new NotSupportedException()))));

        Assert.Equal(before, (Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
    }

    [Fact]
    public void A_propagator_that_throws_is_told_of_and_disturbs_neither_the_application_nor_the_others()
    {
        var carrier = new Dictionary<string, string> { ["traceparent"] = $"00-{Headers.TraceId}-{Headers.SpanId}-01" };
        var propagator = new GuardedPropagator([new ThrowingPropagator(), new W3CTraceContextPropagator()]);

        Assert.Equal(Headers.Span(), propagator.Read(carrier).ActivityContext);
        Assert.Equal(carrier, propagator.Write(Headers.Span()));
        Assert.Equal(
            string.Concat(((string[])["extracting", "injecting"]).Select(static doing =>
                $"instrumentation: {doing} context with {typeof(ThrowingPropagator)} threw {typeof(NotSupportedException)}; "
                + "the application was not affected.\n")),
            _surroundings.Told);
    }

    [Fact]
    public void A_carrier_that_throws_does_not_disturb_the_application()
    {
        using var telemetry = Start();
        using var span = Source.StartActivity("span");

        TraceContext.Inject("", static (_, _, _) => throw new InvalidOperationException());
        Assert.Equal(default, TraceContext.Extract("", static (_, _) => throw new InvalidOperationException()));
        Assert.Contains("threw System.InvalidOperationException", _surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_elses_propagator_reads_and_writes_too()
    {
        var others = new CompositeTextMapPropagator([new TraceContextPropagator(), new BaggagePropagator()]);
        using var telemetry = Start(b => b.SetPropagator(others));
        Baggage.Current = Baggage.Create(new() { ["a"] = "1" });
        using var span = Source.StartActivity("span")!;
        var carrier = new Dictionary<string, string>();
        TraceContext.Inject(carrier);

        Assert.Equal(["baggage", "traceparent"], carrier.Keys.Order());
        Assert.Equal(span.SpanId, TraceContext.Extract(carrier).ActivityContext.SpanId);
        Assert.Equal(Baggage.Current, TraceContext.Extract(carrier).Baggage);
    }

    [Theory]
    [InlineData(null, "traceparent")]
    [InlineData("b3", "b3")]
    [InlineData("none", null)]
    public async Task A_client_of_the_platforms_sends_what_the_propagators_write(string? value, string? header)
    {
        _surroundings.Set("OTEL_PROPAGATORS", value);
        using var telemetry = Start();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var client = new HttpClient();
        using var span = Source.StartActivity("span")!;

        var sending = client.GetAsync(new Uri($"http://{server.LocalEndpoint}/"));
        var lines = await AnswerAsync(server);
        var headers = lines.Select(static line => line.Split(": ", 2)).ToDictionary(static header => header[0], static header => header[1]);
        using var response = await sending;

        headers.Remove("Host");
        Assert.Equal(header is null ? [] : [header], headers.Keys);
        Assert.All(headers.Values, sent => Assert.Contains(span.TraceId.ToHexString(), sent, StringComparison.Ordinal));
    }

    /// <summary>As ASP.NET Core asks, value by value or several at once.</summary>
    [Theory]
    [InlineData(null, "traceparent", $"00-{Headers.TraceId}-{Headers.SpanId}-03", "03")]
    [InlineData("b3", "b3", $"{Headers.TraceId}-{Headers.SpanId}-1", "01")]
    public void A_server_of_the_platforms_reads_what_the_propagators_read(string? value, string header, string sent, string flags)
    {
        _surroundings.Set("OTEL_PROPAGATORS", value is null ? null : $"{value},baggage");
        using var telemetry = Start();
        var headers = new Dictionary<string, string[]> { [header] = [sent], ["tracestate"] = ["a=1", "b=2"], ["baggage"] = ["x=1", "y=%202"] };

        DistributedContextPropagator.Current.ExtractTraceIdAndState(headers, Get, out var traceId, out var traceState);
        var baggage = DistributedContextPropagator.Current.ExtractBaggage(headers, Get);

        Assert.Equal($"00-{Headers.TraceId}-{Headers.SpanId}-{flags}", traceId);
        Assert.Equal(value is null ? "a=1,b=2" : null, traceState);
        Assert.Equal(new() { ["x"] = "1", ["y"] = " 2" }, baggage?.ToDictionary(static entry => entry.Key, static entry => entry.Value!));

        DistributedContextPropagator.Current.ExtractTraceIdAndState(new Dictionary<string, string[]>(), Get, out traceId, out traceState);
        Assert.Equal((null, null), (traceId, traceState));
        Assert.Null(DistributedContextPropagator.Current.ExtractBaggage(new Dictionary<string, string[]>(), Get));
        Assert.Null(DistributedContextPropagator.Current.ExtractBaggage(headers, null));

        static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
        {
            var found = ((Dictionary<string, string[]>)carrier!).GetValueOrDefault(name);
            value = found?.Length == 1 ? found[0] : null;
            values = found?.Length > 1 ? found : null;
        }
    }

    private static Telemetry Start(Action<TelemetryBuilder>? configure = null) => Telemetry.Start(b =>
    {
        b.WithTracing(static t => t.AddSource(Source.Name));
        configure?.Invoke(b);
    });

    private static Dictionary<string, string>.KeyCollection WrittenByApi()
    {
        var headers = new Dictionary<string, string>();
        Propagators.DefaultTextMapPropagator.Inject(TraceContext.Current, headers, static (headers, name, value) => headers.Add(name, value));
        return headers.Keys;
    }

    private static Dictionary<string, string>.KeyCollection WrittenByPlatform(Activity span)
    {
        var headers = new Dictionary<string, string>();
        DistributedContextPropagator.Current.Inject(
            span, headers, static (headers, name, value) => ((Dictionary<string, string>)headers!).Add(name, value));
        return headers.Keys;
    }

    /// <summary>Answers one request, and returns its headers.</summary>
    private static async Task<List<string>> AnswerAsync(TcpListener server)
    {
        using var connection = await server.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(10));
        using var reader = new StreamReader(connection.GetStream());
        await reader.ReadLineAsync();
        List<string> headers = [];
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers.Add(line);
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
        return headers;
    }

    private sealed class ThrowingPropagator : TextMapPropagator
    {
        public override ISet<string>? Fields => null;

        public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter) => throw new NotSupportedException();

        public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
            throw new NotSupportedException();
    }
}
