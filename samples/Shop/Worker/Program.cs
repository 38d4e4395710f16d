using System.Globalization;
using Instrumentation;
using Microsoft.Extensions.DependencyInjection;
using Shop.Contracts;
using Shop.Worker;

var count = 10;
var service = new Uri("http://127.0.0.1:5080");
if ((args.Length > 0 && !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out count))
    || (args.Length > 1 && !Uri.TryCreate(args[1], UriKind.Absolute, out service)))
{
    await Console.Error.WriteLineAsync("Usage: Shop.Worker [number of orders] [URL of the service]");
    return 2;
}

// HttpClient's own spans carry the trace to the service.
await using var telemetry = Telemetry.Start(t => t.WithTracing(t => t.AddSource("System.Net.Http")));

var services = new ServiceCollection().AddSingleton<Customer>();
services.AddHttpClient<IShopClient, ShopClient>(http => http.BaseAddress = service);
await using var provider = services.BuildServiceProvider();
var customer = provider.GetRequiredService<Customer>();

try
{
    var outcomes = new List<OrderOutcome>();
    foreach (var order in ShoppingList.Take(count))
        outcomes.Add(await customer.Buy(order));

    var summary = outcomes.CountBy(outcome => outcome).OrderBy(group => group.Key).Select(group => $"{group.Value} {group.Key}");
    Console.WriteLine($"{outcomes.Count} orders: {string.Join(", ", summary)}");
    return 0;
}
catch (HttpRequestException failure)
{
    await Console.Error.WriteLineAsync($"The service at {service} can't be used: {failure.Message}");
    return 1;
}
