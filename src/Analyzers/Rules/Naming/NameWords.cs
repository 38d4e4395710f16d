namespace Instrumentation.Analyzers;

/// <summary>The words of an instrument's name, however it is written: <c>orders.placed_total</c>, <c>OrdersPlacedTotal</c>.</summary>
internal static class NameWords
{
    /// <summary>Where the last word begins; 0 where there is one alone.</summary>
    public static int LastStart(string name)
    {
        for (var i = name.Length - 1; i > 0; i--)
        {
            if (IsSeparator(name[i - 1]) || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                return i;
        }

        return 0;
    }

    /// <summary>The last word in lower case.</summary>
    public static string Last(string name) => name.Substring(LastStart(name)).ToLowerInvariant();

    /// <summary>What stands before the last word and its separator; empty where nothing does.</summary>
    public static string WithoutLast(string name) => name.Substring(0, LastStart(name)).TrimEnd('.', '_', '-', '/');

    /// <summary>Whether the character stands between words.</summary>
    public static bool IsSeparator(char c) => c is '.' or '_' or '-' or '/';
}
