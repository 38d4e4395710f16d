using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>
/// The shop at work, once for all tests: ten orders through a relay, one request of our own, then SIGTERM for the service.
/// </summary>
public sealed partial class ShopRun : IAsyncLifetime
{
    public const int Orders = 10;

    /// <summary>What our own request says that it is part of.</summary>
    public const string OwnTraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    internal ConsoleReport Worker { get; private set; } = null!;

    internal ConsoleReport Service { get; private set; } = null!;

    internal IReadOnlyList<WireRequest> Wire { get; private set; } = [];

    public string WorkerOutput { get; private set; } = "";

    public string ServiceOutput { get; private set; } = "";

    /// <summary>What both wrote to standard error.</summary>
    public string Errors { get; private set; } = "";

    public int WorkerExitCode { get; private set; }

    public int ServiceExitCode { get; private set; }

    /// <summary>How long the service took from SIGTERM to its end.</summary>
    public TimeSpan Ending { get; private set; }

    /// <summary>What the service had written before it was told to end.</summary>
    public string ServiceOutputBeforeTheEnd { get; private set; } = "";

    public async Task InitializeAsync()
    {
        // An hour between two tables: the one at the end is the only one, however long this takes.
        await using var service = RunningProgram.Start(
            Programs.ShopService, ["--urls", "http://127.0.0.1:0"], environment: ("OTEL_METRIC_EXPORT_INTERVAL", "3600000"));
        var listening = await service.SeenAsync(Listening());
        var address = new Uri(listening.Groups["url"].Value);

        await using var relay = new Relay(address);
        await using var worker = RunningProgram.Start(Programs.ShopWorker, [$"{Orders}", relay.Address.ToString()]);
        WorkerExitCode = await worker.EndAsync();
        Wire = await relay.EndAsync();
        await AskForStockAsync(address);

        // The service ends when it has been seen to work on the last request.
        await service.SeenAsync(new Regex(Regex.Escape(OwnTraceParent)));
        ServiceOutputBeforeTheEnd = service.Output;
        var watch = Stopwatch.StartNew();
        await service.TerminateAsync();
        ServiceExitCode = await service.EndAsync();
        Ending = watch.Elapsed;

        (WorkerOutput, ServiceOutput, Errors) = (worker.Output, service.Output, worker.Error + service.Error);
        (Worker, Service) = (ConsoleReport.Read(WorkerOutput), ConsoleReport.Read(ServiceOutput));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task AskForStockAsync(Uri address)
    {
        // The header is ours: no activity of this process may replace it.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/stock/desk"));
        request.Headers.Add("traceparent", OwnTraceParent);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"Now listening on: (?<url>http://127\.0\.0\.1:\d+)\r?\n")]
    private static partial Regex Listening();
}
