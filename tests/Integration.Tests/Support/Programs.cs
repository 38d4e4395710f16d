using System.Reflection;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>Where the programs lie that were built for these tests.</summary>
internal static class Programs
{
    public static string Quickstart { get; } = Find("Quickstart");

    public static string Sender { get; } = Find("Sender");

    public static string ShopService { get; } = Find("Shop.Service");

    public static string ShopWorker { get; } = Find("Shop.Worker");

    private static string Find(string program)
    {
        var places = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        return Path.GetFullPath(places.Single(place => place.Key == "Program:" + program).Value!, AppContext.BaseDirectory);
    }
}
