using System.Net;
using System.Net.Sockets;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>The addresses that a host's name means here.</summary>
internal static class ListenAddresses
{
    /// <summary>Finds them: both loopback ones for <c>localhost</c>, all of the machine for <c>*</c>.</summary>
    /// <exception cref="SocketException">Nobody knows the name.</exception>
    public static async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellation)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (host is "*" or "+")
            return [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
    }

    /// <summary>Listens on a port of each; an address that the machine does not have is left out, as long as there is another.</summary>
    /// <returns>Sockets that listen, with the same port.</returns>
    /// <exception cref="SocketException">One is in use, may not be used, or none is there.</exception>
    public static IReadOnlyList<Socket> Listen(IPAddress[] addresses, int port)
    {
        var sockets = new List<Socket>();
        SocketException? missing = null;
        try
        {
            foreach (var address in addresses)
            {
                try
                {
                    sockets.Add(Listen(address, sockets is [var first, ..] ? ((IPEndPoint)first.LocalEndPoint!).Port : port));
                }
                catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
                {
                    missing = fault;
                }
            }
        }
        catch
        {
            sockets.ForEach(static socket => socket.Dispose());
            throw;
        }

        return sockets.Count > 0 ? sockets : throw missing ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
                socket.ExclusiveAddressUse = true;
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
