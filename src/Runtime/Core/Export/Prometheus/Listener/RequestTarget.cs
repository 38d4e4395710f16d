namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>What a request asks for.</summary>
/// <param name="Path">The path, as it was written; a query says nothing here.</param>
/// <param name="Authority">The host and port of a whole URL, which counts more than the header <c>Host</c>; null for a path alone.</param>
internal sealed record RequestTarget(string Path, string? Authority)
{
    private const string Scheme = "http://";

    /// <summary>Reads it; null for what is neither a path nor an address of plain HTTP.</summary>
    public static RequestTarget? Read(string target)
    {
        var whole = target.Split('?', 2)[0];
        if (whole.StartsWith('/') || target == "*")
            return new(whole, null);
        if (!whole.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        var rest = whole[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        return authority.Length == 0 || authority.Contains('@', StringComparison.Ordinal) ? null : new(slash < 0 ? "/" : rest[slash..], authority);
    }
}
