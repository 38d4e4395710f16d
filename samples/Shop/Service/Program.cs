using Instrumentation;
using Shop.Service;
using Shop.Service.Ordering;

// Generated spans and metrics are on by themselves; those of the framework are named.
await using var telemetry = Telemetry.Start(t => t.WithTracing(t => t.AddSource("Microsoft.AspNetCore")));

var builder = WebApplication.CreateBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services
    .AddSingleton(TimeProvider.System)
    .AddSingleton<Checkout>()
    .AddSingleton<PriceList>()
    .AddSingleton<Warehouse>()
    .AddSingleton<CardGateway>()
    .AddSingleton<IOrderRepository, InMemoryOrderRepository>()
    .AddInstrumentationDecorators();

var app = builder.Build();
OrderEndpoints.Map(app);

// OTEL_METRICS_EXPORTER=prometheus is what makes a page of metrics.
if (telemetry.Prometheus is not null)
    app.MapPrometheusScrapingEndpoint();
await app.RunAsync();
