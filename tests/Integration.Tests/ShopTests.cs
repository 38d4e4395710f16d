using Instrumentation.Integration.Tests.Support;

namespace Instrumentation.Integration.Tests;

/// <summary>
/// Two real processes, one of them behind ASP.NET Core: what was one piece of work is one trace, and nothing is lost or counted twice.
/// </summary>
public sealed class ShopTests(ShopRun run) : IClassFixture<ShopRun>
{
    // What becomes of the ten orders: the shop's stock and the worker's list are the same at every run.
    private static readonly Dictionary<string, int> Outcomes = new()
    {
        ["placed"] = 7,
        ["out_of_stock"] = 1,
        ["card_declined"] = 1,
        ["unknown_product"] = 1,
    };

    [Fact]
    public void The_worker_does_its_work_and_ends()
    {
        Assert.Equal(0, run.WorkerExitCode);
        const string Summary = "10 orders: 7 Placed, 1 OutOfStock, 1 CardDeclined, 1 UnknownProduct\n";
        Assert.Contains(Summary, run.WorkerOutput, StringComparison.Ordinal);
        Assert.Equal(ShopRun.Orders, run.Worker.Traces.Count);
        Assert.All(run.Worker.Traces, static trace =>
        {
            Assert.Equal(("Customer.Buy", "Shop.Worker", null), (trace.Root.Name, trace.Scope, trace.Continues));
            Assert.Equal(trace.SpanCount, trace.Spans.Count);
        });
    }

    [Fact]
    public void Each_request_continues_the_span_that_sent_it()
    {
        Assert.All(run.Wire, static request => Assert.NotNull(request.TraceParent));
        Assert.Equal(run.Wire.Count, run.Wire.Select(static request => request.TraceParent).Distinct().Count());

        // On the wire in this order, in the service in this order; each by the method that the client's span bears.
        var continued = run.Service.Traces.Where(static trace => trace.Continues != ShopRun.OwnTraceParent).ToList();
        Assert.Equal(
            run.Wire.Select(static request => (request.TraceParent, request.Method, request.Path)),
            continued.Select(static trace => (trace.Continues, trace.Root.Tags["http.request.method"], trace.Root.Tags["url.path"])));

        var sent = run.Worker.Traces.SelectMany(
            static trace => trace.Spans.Where(static span => span.Kind == "client").Select(span => (trace.Id, span.Name)));
        Assert.Equal(sent, continued.Select(static trace => (trace.Id, trace.Root.Tags["http.request.method"])));
        Assert.All(continued, static trace => Assert.StartsWith($"00-{trace.Id}-", trace.Continues, StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_with_a_traceparent_of_its_own_is_continued_under_exactly_that()
    {
        var trace = Assert.Single(run.Service.Traces, static trace => trace.Continues == ShopRun.OwnTraceParent);
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", trace.Id);
        Assert.Equal(("server", "/stock/desk"), (trace.Root.Kind, trace.Root.Tags["url.path"]));
    }

    [Fact]
    public void The_first_order_is_one_tree_through_partial_method_call_sites_and_decorator()
    {
        var worker = run.Worker.Traces[0];
        Assert.Equal(
            [
                (0, "Customer.Buy", "", ""),
                (1, "IShopClient.Place", "", "Shop.Contracts"),
                (2, "POST", "client", "System.Net.Http"),
                (1, "IShopClient.Find", "", "Shop.Contracts"),
                (2, "GET", "client", "System.Net.Http"),
            ],
            worker.Spans.Select(static span => (span.Depth, span.Name, span.Kind, span.Scope)));

        var service = run.Service.Traces.Where(trace => trace.Id == worker.Id).ToList();
        Assert.Equal(
            [
                (0, "Microsoft.AspNetCore.Hosting.HttpRequestIn", "server", ""),
                (1, "OrderEndpoints.Place", "", "Shop.Service"),
                (2, "Checkout.Place", "", "Shop.Service"),
                (3, "PriceList.Quote", "", "Shop.Service"),
                (3, "Warehouse.Reserve", "", "Shop.Service"),
                (3, "CardGateway.Charge", "client", "Shop.Service"),
                (3, "IOrderRepository.Add", "", "Shop.Service"),
            ],
            service[0].Spans.Select(static span => (span.Depth, span.Name, span.Kind, span.Scope)));
        Assert.Equal(
            [(0, "Microsoft.AspNetCore.Hosting.HttpRequestIn"), (1, "IOrderRepository.Find")],
            service[1].Spans.Select(static span => (span.Depth, span.Name)));
    }

    [Fact]
    public void Tags_are_what_the_attributes_name()
    {
        var worker = run.Worker.Traces[0];
        AssertTags(worker.Root, ("order.channel", "web"), ("product.sku", "desk"), ("order.outcome", "placed"));

        var service = run.Service.Traces.First(trace => trace.Id == worker.Id);
        AssertTags(service.Span("OrderEndpoints.Place"), ("order.channel", "web"), ("order.quantity", "2"));
        AssertTags(service.Span("Checkout.Place"), ("order.channel", "web"), ("order.outcome", "placed"), ("order.id", "A0001"));
        AssertTags(service.Span("PriceList.Quote"), ("product.sku", "desk"), ("order.quantity", "2"), ("order.total", "598.00"));
        AssertTags(service.Span("Warehouse.Reserve"), ("product.sku", "desk"), ("order.quantity", "2"), ("stock.reservation", "reserved"));
        AssertTags(service.Span("CardGateway.Charge"), ("order.total", "598.00"));
        AssertTags(service.Span("IOrderRepository.Add"), ("order.id", "A0001"));
    }

    [Fact]
    public void An_orders_id_is_on_spans_of_both_programs_and_in_no_table()
    {
        var ids = Enumerable.Range(1, Outcomes["placed"]).Select(static i => $"A{i:0000}").ToList();
        Assert.Equal(ids, IdsOn(run.Worker, "IShopClient.Place"));
        Assert.Equal(ids, IdsOn(run.Worker, "IShopClient.Find"));
        Assert.Equal(ids, IdsOn(run.Service, "Checkout.Place"));
        Assert.Equal(ids, IdsOn(run.Service, "IOrderRepository.Add"));
        Assert.Equal(ids, IdsOn(run.Service, "IOrderRepository.Find"));

        Assert.NotEmpty(run.Worker.Series);
        Assert.All(run.Worker.Series.Concat(run.Service.Series), row =>
        {
            Assert.DoesNotContain("order.id", row.Tags, StringComparison.Ordinal);
            Assert.DoesNotContain(ids, id => row.Tags.Contains(id, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_placed_order_has_no_failed_span()
    {
        var placed = run.Worker.Traces.Where(static trace => trace.Root.Tags["order.outcome"] == "placed").ToList();
        Assert.Equal(Outcomes["placed"], placed.Count);
        Assert.All(placed.SelectMany(trace => SpansOfBoth(trace.Id)), static span =>
        {
            Assert.False(span.IsFailed, span.Name);
            Assert.DoesNotContain("error.type", span.Tags.Keys);
        });
    }

    [Theory]
    [InlineData("out_of_stock", "409")]
    [InlineData("card_declined", "402")]
    [InlineData("unknown_product", "404")]
    public void A_rejected_order_is_marked_in_both_programs(string outcome, string status)
    {
        var worker = Assert.Single(run.Worker.Traces, trace => trace.Root.Tags["order.outcome"] == outcome);
        AssertFailed(worker.Root, "LeavesEmptyHanded", "_OTHER");
        AssertFailed(worker.Span("IShopClient.Place"), "IsRejected", "_OTHER");
        AssertFailed(worker.Span("POST"), "", status);

        var service = run.Service.Traces.First(trace => trace.Id == worker.Id);
        AssertFailed(service.Span("Checkout.Place"), "IsRejected", "_OTHER");
        Assert.Equal(outcome, service.Span("Checkout.Place").Tags["order.outcome"]);
        Assert.DoesNotContain("order.id", service.Span("Checkout.Place").Tags.Keys);
    }

    [Fact]
    public void An_exception_is_recorded_where_it_was_thrown()
    {
        const string Type = "Shop.Service.Ordering.CardDeclinedException";
        var order = Assert.Single(run.Worker.Traces, static trace => trace.Root.Tags["order.outcome"] == "card_declined");
        var trace = Assert.Single(run.Service.Traces, trace => trace.Id == order.Id);
        AssertFailed(trace.Span("CardGateway.Charge"), "The bank declined the card.", Type);
        Assert.Equal([$"exception {Type}: The bank declined the card."], trace.Span("CardGateway.Charge").Events);
        Assert.False(trace.Span("Warehouse.Release").IsFailed);
        Assert.Equal(1, run.Service.Sum("shop.service.card_gateway.charge.duration", $"error.type={Type}"));
    }

    [Fact]
    public void Both_tables_count_each_order_once()
    {
        Assert.Equal(ShopRun.Orders, run.Worker.Sum("shop.orders.sent"));
        Assert.Equal(ShopRun.Orders, run.Worker.Sum("shop.client.place.duration"));
        Assert.Equal(ShopRun.Orders, run.Service.Sum("shop.orders.received"));
        Assert.Equal(ShopRun.Orders, run.Service.Sum("shop.service.checkout.place.duration"));
        foreach (var (outcome, count) in Outcomes)
        {
            Assert.Equal(count, run.Worker.Sum("shop.orders.sent", $"order.outcome={outcome}"));
            Assert.Equal(count, run.Service.Sum("shop.orders.received", $"order.outcome={outcome}"));
        }

        // The same orders with the same tags on both sides.
        Assert.Equal(
            run.Worker.SeriesOf("shop.orders.sent").Select(static row => (row.Tags, row.Value)),
            run.Service.SeriesOf("shop.orders.received").Select(static row => (row.Tags, row.Value)));
    }

    [Fact]
    public void What_happens_to_an_order_is_counted_as_often_as_it_happens()
    {
        var reserved = Outcomes["placed"] + Outcomes["card_declined"];
        Assert.Equal(reserved, run.Service.Sum("shop.stock.reservations", "stock.reservation=reserved"));
        Assert.Equal(1, run.Service.Sum("shop.stock.reservations", "product.sku=lamp stock.reservation=out_of_stock"));
        Assert.Equal(reserved, run.Service.Sum("shop.service.card_gateway.charge.duration"));
        Assert.Equal(Outcomes["placed"], run.Service.Sum("shop.service.i_order_repository.add.duration"));
        Assert.Equal(Outcomes["placed"], run.Service.Sum("shop.service.i_order_repository.find.duration"));

        var inFlight = run.Service.SeriesOf("shop.orders.in_flight").ToList();
        Assert.Equal(["order.channel=app", "order.channel=phone", "order.channel=web"], inFlight.Select(static row => row.Tags));
        Assert.All(inFlight, static row => Assert.Equal(0, row.Value));
    }

    [Fact]
    public void A_parameter_without_a_tag_is_written_nowhere()
    {
        Assert.DoesNotContain("4242424242424242", run.WorkerOutput + run.ServiceOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("4000000000000002", run.WorkerOutput + run.ServiceOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminated_service_writes_what_is_left_and_ends_as_if_it_were_done()
    {
        Assert.Equal(0, run.ServiceExitCode);
        Assert.DoesNotContain("metrics · ", run.ServiceOutputBeforeTheEnd, StringComparison.Ordinal);
        Assert.Single(run.ServiceOutput.Split("metrics · ")[1..]);

        // Five seconds are telemetry's at most; the rest is the host's own.
        Assert.InRange(run.Ending.TotalSeconds, 0, 15);
    }

    [Fact]
    public void What_goes_into_a_pipe_is_plain_text_and_nothing_goes_wrong()
    {
        Assert.DoesNotContain('\e', run.WorkerOutput + run.ServiceOutput);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task A_worker_without_a_service_says_so_and_shows_where_it_failed()
    {
        Uri nobody;
        await using (var closed = new Relay(new Uri("http://127.0.0.1")))
            nobody = closed.Address;

        await using var worker = RunningProgram.Start(Programs.ShopWorker, ["3", nobody.ToString()]);

        Assert.Equal(1, await worker.EndAsync());
        Assert.StartsWith($"The service at {nobody} can't be used: ", worker.Error, StringComparison.Ordinal);
        var report = ConsoleReport.Read(worker.Output);
        var trace = Assert.Single(report.Traces);
        Assert.Equal(["Customer.Buy", "IShopClient.Place", "POST"], trace.Spans.Select(static span => span.Name));
        Assert.All(trace.Spans, static span => Assert.True(span.IsFailed, span.Name));
        Assert.Equal("System.Net.Http.HttpRequestException", trace.Root.Tags["error.type"]);
        Assert.Equal("connection_error", trace.Span("POST").Tags["error.type"]);
        Assert.Equal(1, report.Sum("shop.orders.sent", "error.type=System.Net.Http.HttpRequestException"));
    }

    private static List<string> IdsOn(ConsoleReport report, string name) =>
    [
        .. from trace in report.Traces
           from span in trace.Spans
           where span.Name == name && span.Tags.ContainsKey("order.id")
           select span.Tags["order.id"],
    ];

    private static void AssertTags(ShownSpan span, params (string Key, string Value)[] tags) =>
        Assert.Equal(tags, span.Tags.Select(static tag => (tag.Key, tag.Value)));

    private static void AssertFailed(ShownSpan span, string message, string errorType)
    {
        Assert.True(span.IsFailed, span.Name);
        Assert.Equal((message, errorType), (span.Message, span.Tags["error.type"]));
    }

    private IEnumerable<ShownSpan> SpansOfBoth(string traceId) =>
        run.Worker.Traces.Concat(run.Service.Traces).Where(trace => trace.Id == traceId).SelectMany(static trace => trace.Spans);
}
