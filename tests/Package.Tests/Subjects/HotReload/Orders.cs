using Instrumentation;

namespace HotReload;

internal static partial class Orders
{
    [Traced]
    public static int Place(int id)
    {
        return id + 1;
    }

    [Traced, Counted, Timed, InFlight]
    public static int Cancel(int id)
    {
        return id;
    }

    [Traced]
    public static async Task<int> Later(int id)
    {
        await Task.Yield();
        return id;
    }

    [Traced]
    public static partial int Ship(int id);

    private static int ShipCore(int id)
    {
        return id;
    }
}
