using System.Buffers;
using System.Text;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What a Pushgateway keeps metrics by: labels that stand in the path of its address.</summary>
internal static class GroupingKey
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Whether a label may be one of a key beside <c>job</c>.</summary>
    public static bool IsLabel(string name) =>
        name.Length > 0 && name != "job" && !char.IsAsciiDigit(name[0]) && !name.StartsWith("__", StringComparison.Ordinal)
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>The path of a key.</summary>
    /// <param name="gateway">The path of the gateway's own address.</param>
    /// <param name="job">The label <c>job</c>.</param>
    /// <param name="labels">The others.</param>
    public static string PathOf(string gateway, string job, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var path = new StringBuilder(gateway.TrimEnd('/')).Append("/metrics");
        foreach (var (name, value) in labels.Prepend(new("job", job)))
            path.Append('/').Append(name).Append(Segment(value));
        return path.ToString();
    }

    // What a path would read in another way is written in base64, and what is empty as its filling alone.
    private static string Segment(string value) =>
        value.AsSpan().ContainsAnyExcept(Plain) || value.All(static c => c == '.') ? "@base64/" + InBase64(value) : "/" + value;

    private static string InBase64(string value) =>
        value.Length == 0 ? "=" : Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).Replace('+', '-').Replace('/', '_');
}
