using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Subjects;

public static class DecoratorScenarios
{
    public static async Task Every_member_reaches_the_implementation()
    {
        await using var services = new ServiceCollection().AddSingleton<IStore, Store>().AddInstrumentationDecorators().BuildServiceProvider();
        var store = services.GetRequiredService<IStore>();
        EventHandler<string> handler = static (_, value) => Journal.Note("stored " + value);
        store.Stored += handler;
        await store.Save("a");
        store.Stored -= handler;
        await store.Save("b");
        store["x"] = 4;
        store.Name = "renamed";
        Journal.Note($"{store.Count} {store["x"]} {store[3, "x"]} {store.Name} {store.Call("me")}");
        Journal.Note(store.Load(1) + store.Load(kind: "k", id: 2) + store.Twice(3) + store.Silent() + store.Pick("a", "b"));
        var id = 5;
        Journal.Note(store.TryTake(ref id, 2, out var taken, "p", "q") + taken + Journal.Text(id));
        await Journal.CallAsync("later", async () => await store.LoadLater(6));
        await Journal.CallAsync("missing later", async () => await store.LoadLater(-6));
        Journal.Call("missing", () => store.Load(-1));
        Journal.Call("indexer throws", () => store["none"]);
    }

    public static void Lifetimes()
    {
        foreach (var lifetime in new[] { ServiceLifetime.Singleton, ServiceLifetime.Scoped, ServiceLifetime.Transient })
        {
            Journal.Note(lifetime.ToString());
            using var services = new ServiceCollection().Add(new ServiceDescriptor(typeof(IStore), typeof(Store), lifetime)).AddInstrumentationDecorators().BuildServiceProvider();
            using (var scope = services.CreateScope())
            {
                var first = scope.ServiceProvider.GetRequiredService<IStore>();
                first.Name = "first";
                Journal.Note(scope.ServiceProvider.GetRequiredService<IStore>().Name + Journal.Text(ReferenceEquals(first, scope.ServiceProvider.GetRequiredService<IStore>())));
                Journal.Note("scope ends");
            }

            using (var scope = services.CreateScope())
                Journal.Note(scope.ServiceProvider.GetRequiredService<IStore>().Name);
            Journal.Note("provider ends");
        }
    }

    public static void Instances_stay_their_owners()
    {
        var store = new Store { Name = "mine" };
        using (var services = new ServiceCollection().AddSingleton<IStore>(store).AddInstrumentationDecorators().BuildServiceProvider())
            Journal.Note(services.GetRequiredService<IStore>().Load(1));
        Journal.Note("provider ended");
        store.Dispose();
    }

    public static void Factories()
    {
        using (var services = new ServiceCollection().AddScoped<IStore>(static _ => new Store { Name = "made" }).AddInstrumentationDecorators().BuildServiceProvider())
        using (var scope = services.CreateScope())
            Journal.Note(scope.ServiceProvider.GetRequiredService<IStore>().Load(1));
        Journal.Note("provider ended");
    }

    public static void Disposing_it_oneself()
    {
        using (var services = new ServiceCollection().AddTransient<IStore, Store>().AddInstrumentationDecorators().BuildServiceProvider())
            services.GetRequiredService<IStore>().Dispose();
        Journal.Note("provider ended");
    }

    public static async Task Implementations_that_only_dispose_asynchronously()
    {
        await using (var services = new ServiceCollection().AddSingleton<IClock, Clock>().AddInstrumentationDecorators().BuildServiceProvider())
            Journal.Note(services.GetRequiredService<IClock>().Tell());
        Journal.Note("provider ended");
    }

    public static void All_of_several()
    {
        using var services = new ServiceCollection()
            .AddSingleton<IClock, Clock>().AddSingleton<IClock>(static _ => new Tower(new Clock())).AddKeyedSingleton<IClock, Clock>("key")
            .AddInstrumentationDecorators().AddInstrumentationDecorators().BuildServiceProvider();
        foreach (var clock in services.GetServices<IClock>())
            Journal.Note(clock.Tell());
        Journal.Note(services.GetRequiredService<IClock>().Tell() + services.GetRequiredKeyedService<IClock>("key").Tell());
        Journal.Call("dispose", services.Dispose);
    }

    public static async Task Members_of_every_kind()
    {
        IOdd<int> odd = Wrap(new Odd());
        odd.Slot++;
        odd.OnlySet = odd.Fixed + 5;
        odd.Find(0) += 2;
        Journal.Note($"{odd.Slot} {odd.Fixed} {odd[4]} {odd.Value} {odd.Name()} {((IParent<int>)odd).Name()} {odd.Explained()}");
        Journal.Note(Journal.Text(odd.@class(3, out var @this)) + Journal.Text(@this) + Journal.Text(odd.Sequence(3)));
        Journal.Note(odd.Make("m") + odd.MakeAny("any") + Journal.Text(odd.MakeAny(4)) + odd.MakeAny<int?>(null) + odd.Based(new FormatException("f"))!.Message + odd.Valued<DayOfWeek>(null));
        Journal.Note(odd.Echo(null) + odd.Echo("e", "f") + odd.Hidden() + odd.Sealed() + IOdd<int>.Shared());
        await odd.DisposeAsync();
    }

    // An open generic service has no generated registration: its decorator is made by hand.
    private static IOdd<int> Wrap(Odd odd) => new InstrumentedOdd<int>(odd);

    public static void Missing_dependencies()
    {
        using var services = new ServiceCollection().AddSingleton<IClock, Tower>().AddInstrumentationDecorators().BuildServiceProvider();
        Journal.Call("none", () => new ServiceCollection().AddInstrumentationDecorators().BuildServiceProvider().GetService<IStore>());
        try
        {
            services.GetRequiredService<IStore>();
        }
        catch (InvalidOperationException e)
        {
            Journal.Note(e.Message);
        }
    }
}
