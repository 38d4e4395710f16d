namespace Instrumentation.Integration.Tests.Wire;

/// <summary>Receivers with certificates, for all tests of a class.</summary>
public sealed class TlsReceivers : IAsyncLifetime, IDisposable
{
    internal TestCertificates Certificates { get; } = new();

    /// <summary>Talks to everybody, with TLS and without.</summary>
    internal Receiver Open { get; private set; } = null!;

    /// <summary>Talks with TLS to those alone who have a certificate.</summary>
    internal Receiver Closed { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Open = await Receiver.StartAsync(Certificates);
        Closed = await Receiver.StartAsync(Certificates, asksForCertificates: true);
    }

    public async Task DisposeAsync()
    {
        await Open.DisposeAsync();
        await Closed.DisposeAsync();
    }

    public void Dispose() => Certificates.Dispose();
}
