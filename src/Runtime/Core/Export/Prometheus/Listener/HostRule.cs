using System.Net;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>
/// By which names the page may be asked for. A page that only this machine reaches is asked for by a name of this machine: a name that somebody else's
/// DNS points here is how web sites have browsers read what is none of theirs. One that others reach has names that nobody here knows, and no rule.
/// </summary>
/// <param name="configured">The host that the listener was told.</param>
/// <param name="isLoopback">Whether only this machine reaches it.</param>
internal sealed class HostRule(string configured, bool isLoopback)
{
    /// <summary>Whether a host may be asked by that name; null is by none, which no browser does.</summary>
    public bool Allows(string? host)
    {
        if (!isLoopback || host is null)
            return true;

        var name = NameOf(host);
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.Equals(configured, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    // Whatever the port is: it may be forwarded.
    private static string NameOf(string host)
    {
        if (host.StartsWith('['))
            return host[1..].Split(']')[0];
        return host.Split(':')[0].TrimEnd('.');
    }
}
