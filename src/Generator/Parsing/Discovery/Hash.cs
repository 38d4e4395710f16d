namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>FNV-1a of 64 bits, over numbers and texts.</summary>
internal static class Hash
{
    public const ulong Start = 14695981039346656037UL;

    private const ulong Prime = 1099511628211UL;

    /// <summary>The hash of what was hashed so far, and then of the number.</summary>
    public static ulong Mix(ulong hash, ulong number) => unchecked(((hash ^ number) * Prime) ^ (number >> 29));

    /// <summary>The hash of what was hashed so far, and then of the text.</summary>
    public static ulong Mix(ulong hash, string text)
    {
        foreach (var c in text)
            hash = unchecked((hash ^ c) * Prime);
        return Mix(hash, (ulong)text.Length);
    }
}
