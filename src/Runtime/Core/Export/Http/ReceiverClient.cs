using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Http;

/// <summary>Sends requests over connections that were made with the same certificates. It ends when the last that uses it has disposed it.</summary>
internal sealed class ReceiverClient : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly Certificates _certificates;
    private int _users = 1;

    private ReceiverClient(HttpMessageHandler handler, Certificates certificates)
    {
        _invoker = new HttpMessageInvoker(handler);
        _certificates = certificates;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes both.")]
    public static ReceiverClient Create(ConnectionSettings settings)
    {
        var certificates = settings.Certificates.Load();
        try
        {
            return new(settings.HandlerFactory?.Invoke() ?? ReceiverHandler.Create(settings, certificates), certificates);
        }
        catch
        {
            certificates.Dispose();
            throw;
        }
    }

    /// <summary>One more uses it. Must be called while somebody does.</summary>
    public ReceiverClient Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Sends a request. The answer must have been read before this is disposed.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _invoker.SendAsync(request, cancellation);

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;

        _invoker.Dispose();
        _certificates.Dispose();
    }
}
