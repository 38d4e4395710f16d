using Instrumentation;

namespace Subject;

/// <summary>Needs C# 14.</summary>
public static class Newest
{
    extension(Orders orders)
    {
        [Traced]
        public int PlaceTwice() => orders is null ? 0 : 2;
    }

    /// <summary>Calls it.</summary>
    public static int Both(Orders orders) => orders.PlaceTwice();
}
