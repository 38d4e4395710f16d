using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Configuration;

/// <summary>Where telemetry is sent to.</summary>
/// <param name="Url">What requests go to, without user and password. At a socket, the host stands for it.</param>
/// <param name="Name">For people to read: scheme, host, port and path.</param>
/// <param name="Socket">The path of a unix socket; null for a host.</param>
/// <param name="UserInfo"><c>user:password</c>; empty for none.</param>
internal sealed record ReceiverEndpoint(Uri Url, string Name, string? Socket, string UserInfo)
{
    public bool IsTls => Url.Scheme == Uri.UriSchemeHttps;

    public override string ToString() => Name;

    /// <summary>Reads an address of HTTP.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    /// <summary>An address of HTTP, with another path.</summary>
    public static ReceiverEndpoint At(Uri address, string path, bool withQuery = true)
    {
        var url = new UriBuilder(address)
        {
            UserName = "",
            Password = "",
            Fragment = "",
            Query = withQuery ? address.Query : "",
            Path = path,
        }.Uri;
        return new(url, NameOf(url), null, Uri.UnescapeDataString(address.UserInfo));
    }

    /// <summary>An address for people to read.</summary>
    public static string NameOf(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
