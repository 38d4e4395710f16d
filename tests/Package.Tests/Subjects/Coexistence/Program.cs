using Instrumentation;
using Subject;

using var observer = Observer.Start();
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Configuration["Shop:Discount"] = "5";
var options = builder.Configuration.GetSection("Shop").Get<Discounts>()!;

await using var application = builder.Build();
var orders = new Orders();
application.MapGet("/called/{id}", (int id) => orders.Find(id) - options.Discount);
application.MapGet("/taken/{id}", orders.Find);
await application.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
Observer.Write("called " + await client.GetStringAsync("/called/7"));
Observer.Write("taken " + await client.GetStringAsync("/taken/8"));
Observer.Write($"placed {Shop.Buy(orders)}");

namespace Subject
{
    internal sealed class Discounts
    {
        public int Discount { get; set; }
    }

    internal sealed class Orders
    {
        [Traced]
        public int Find(int id) => id * 10;

        [Traced]
        public int Place(int id) => id;
    }

    internal static class Shop
    {
        /* here */
        public static int Buy(Orders orders) => orders.Place(3);
    }
}
