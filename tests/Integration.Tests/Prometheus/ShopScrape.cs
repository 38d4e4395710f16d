using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>
/// The shop at work while Prometheus scrapes it by both doors, once for all tests: an order of each kind, then many, and this counts them itself.
/// </summary>
public sealed partial class ShopScrape : IAsyncLifetime
{
    private const int Rounds = 24;

    private static readonly (string Sku, int Quantity, string Card, string Outcome)[] Kinds =
    [
        ("chair", 1, "4242424242424242", "placed"),
        ("desk", 1, "4242424242424242", "placed"),
        ("desk", 1, "4000000000000002", "card_declined"),
        ("sofa", 1, "4242424242424242", "unknown_product"),
        ("lamp", 3, "4242424242424242", "out_of_stock"),
    ];

    private RunningProgram? _service;
    private PrometheusServer? _prometheus;

    internal PrometheusServer Prometheus => _prometheus!;

    internal Uri Page { get; private set; } = null!;

    /// <summary>How many orders of each outcome there were before Prometheus first came.</summary>
    public Dictionary<string, int> Before { get; } = [];

    /// <summary>How many there were when it came last.</summary>
    public Dictionary<string, int> Orders { get; } = [];

    /// <summary>How long each took, as a client sees it, in seconds.</summary>
    internal List<double> Durations { get; } = [];

    public string ServiceOutput => _service!.Output;

    public async Task InitializeAsync()
    {
        var port = FreePort();
        _service = RunningProgram.Start(
            Programs.ShopService,
            ["--urls", "http://127.0.0.1:0"],
            environment: [("OTEL_METRICS_EXPORTER", "prometheus"), ("OTEL_EXPORTER_PROMETHEUS_PORT", $"{port}"), ("OTEL_SERVICE_NAME", "shop")]);
        var address = new Uri((await _service.SeenAsync(Listening())).Groups["url"].Value);
        Page = new Uri(address, "/metrics");
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        foreach (var kind in Kinds)
            await OrderAsync(http, kind);
        foreach (var (outcome, count) in Orders)
            Before[outcome] = count;

        _prometheus = await PrometheusServer.StartAsync(("endpoint", Page), ("listener", new Uri($"http://localhost:{port}/metrics")));
        await CountedAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < Rounds * Kinds.Length; i++, await pace.WaitForNextTickAsync())
            await OrderAsync(http, Kinds[i % Kinds.Length]);
        await CountedAsync();
    }

    public async Task DisposeAsync()
    {
        await using (_service)
        await using (_prometheus)
        {
        }
    }

    private async Task CountedAsync()
    {
        foreach (var door in new[] { "endpoint", "listener" })
            await Prometheus.SeenAsync($"sum(shop_orders_received_total{{job=\"{door}\"}})", Orders.Values.Sum());
    }

    private async Task OrderAsync(HttpClient http, (string Sku, int Quantity, string Card, string Outcome) kind)
    {
        var watch = Stopwatch.StartNew();
        using var response = await http.PostAsJsonAsync(new Uri("/orders", UriKind.Relative), new { kind.Sku, kind.Quantity, Channel = "Web", kind.Card });
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        Durations.Add(watch.Elapsed.TotalSeconds);
        Assert.Equal(kind.Outcome.Replace("_", "", StringComparison.Ordinal), reply.GetProperty("outcome").GetString(), ignoreCase: true);
        Orders[kind.Outcome] = Orders.GetValueOrDefault(kind.Outcome) + 1;
    }

    // It may be somebody else's when it is used; the listener then says so and waits, and the wait for Prometheus ends with what it said.
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [GeneratedRegex(@"Now listening on: (?<url>http://127\.0\.0\.1:\d+)\r?\n")]
    private static partial Regex Listening();
}
