using Instrumentation.Configuration;
using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Http;

/// <summary>
/// The client for one receiver. When the files of certificates change, another takes its place: what is on its way ends on the connections it has,
/// and what comes is sent over new ones.
/// </summary>
/// <param name="settings">Where to connect, and how.</param>
/// <param name="time">The clock.</param>
internal sealed class ReceiverClients(ConnectionSettings settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private ReceiverClient? _current;
    private string _fingerprint = "";
    private long _looked;
    private bool _isDisposed;

    /// <summary>The client of this moment, to be disposed after use.</summary>
    /// <exception cref="ObjectDisposedException">This is the end.</exception>
    public ReceiverClient Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_current is null || (!settings.Certificates.IsEmpty && time.GetElapsedTime(_looked) >= BetweenLooks))
                Look();
            return _current!.Share();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _current?.Dispose();
            _current = null;
        }
    }

    private void Look()
    {
        _looked = time.GetTimestamp();
        var fingerprint = settings.Certificates.Fingerprint();
        if (_current is not null && fingerprint == _fingerprint)
            return;

        _fingerprint = fingerprint;
        try
        {
            var next = ReceiverClient.Create(settings);
            _current?.Dispose();
            _current = next;
        }
        catch (Exception fault) when (_current is not null)
        {
            Faults.Warn(
                $"The certificates for {settings.Endpoint.Name} have changed and can't be used ({fault.GetType().Name}); those before stay in use.");
        }
    }
}
