namespace Instrumentation.Analyzers;

/// <summary>The last word of a name, however that is written: <c>orders.placed_total</c>, <c>OrdersPlacedTotal</c>.</summary>
internal static class LastWord
{
    /// <summary>Where it begins; 0 where there is no other.</summary>
    public static int StartIn(string name)
    {
        for (var i = name.Length - 1; i > 0; i--)
        {
            if (IsSeparator(name[i - 1]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                return i;
        }

        return 0;
    }

    /// <summary>The word in lower case.</summary>
    public static string Of(string name) => name.Substring(StartIn(name)).ToLowerInvariant();

    /// <summary>What stands before it and its separator; empty where nothing does.</summary>
    public static string Without(string name) => name.Substring(0, StartIn(name)).TrimEnd('.', '_', '-', '/');

    /// <summary>Whether the character stands between words.</summary>
    public static bool IsSeparator(char c) => c is '.' or '_' or '-' or '/';
}
