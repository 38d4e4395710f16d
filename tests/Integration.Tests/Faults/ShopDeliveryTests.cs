using System.Text.RegularExpressions;
using Instrumentation.Integration.Tests.Support;
using Instrumentation.Integration.Tests.Wire;

namespace Instrumentation.Integration.Tests.Faults;

/// <summary>Two programs that name no exporter send to the receiver that their environment names, and to nowhere else.</summary>
public sealed partial class ShopDeliveryTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    [InlineData("http/json")]
    public async Task An_endpoint_in_the_environment_is_all_that_a_service_needs(string protocol)
    {
        await using var receiver = await Receiver.StartAsync();
        (string, string)[] environment =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", (protocol == "grpc" ? receiver.Grpc : receiver.Http).ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"),
        ];
        await using var service = RunningProgram.Start(Programs.ShopService, ["--urls", "http://127.0.0.1:0"], environment: [.. environment, ("OTEL_SERVICE_NAME", "shop")]);
        var address = (await service.SeenAsync(Listening())).Groups["url"].Value;
        await using var worker = RunningProgram.Start(Programs.ShopWorker, ["10", address], environment: [.. environment, ("OTEL_SERVICE_NAME", "customers")]);
        Assert.Equal(0, await worker.EndAsync());
        await service.TerminateAsync();
        Assert.Equal(0, await service.EndAsync());

        // Each order is one trace, through both.
        var traces = receiver.Spans.Where(static span => span.Name == "Customer.Buy").Select(static span => span.TraceId).ToList();
        Assert.Equal(10, traces.Distinct().Count());
        Assert.All(traces, trace => Assert.Contains(receiver.Spans, span => span.TraceId == trace && span.Name == "OrderEndpoints.Place"));
        Assert.Equal(10, receiver.Points.Where(static point => point.Name == "shop.orders.sent").Sum(static point => point.Value));
        Assert.Equal(
            ["customers", "shop"],
            receiver.Requests.SelectMany(static request => request.Resources).Select(static resource => resource["service.name"].GetString()).Distinct().Order());
        Assert.All(
            receiver.Requests.SelectMany(static request => request.Resources),
            static resource => Assert.Equal("test", resource["deployment.environment.name"].GetString()));
        Assert.Equal(("", ""), (worker.Error, service.Error));
        Assert.DoesNotContain("trace ", worker.Output + service.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Now listening on: (?<url>http://127\.0\.0\.1:\d+)\r?\n")]
    private static partial Regex Listening();
}
