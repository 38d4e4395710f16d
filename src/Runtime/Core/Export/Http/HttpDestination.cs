using System.Diagnostics;
using System.Text;
using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Instrumentation.Tracing;

namespace Instrumentation.Export.Http;

/// <summary>A receiver that is spoken to over HTTP: what all have in common, whatever they are sent.</summary>
internal abstract class HttpDestination : IDestination
{
    private readonly ConnectionSettings _settings;
    private readonly string _userAgent;
    private readonly ReceiverClients _clients;

    /// <param name="settings">Where it is, and how it is spoken to.</param>
    /// <param name="exporter">What this program's exporter is called.</param>
    /// <param name="time">The clock; null for the system's.</param>
    protected HttpDestination(ConnectionSettings settings, string exporter, TimeProvider? time)
    {
        _settings = settings;
        _userAgent = $"{exporter}/{typeof(HttpDestination).Assembly.GetName().Version!.ToString(3)}";
        Time = time ?? TimeProvider.System;
        _clients = new(settings, Time);
        Text = new AnswerText(settings);
    }

    public string Name => _settings.Endpoint.Name;

    protected TimeProvider Time { get; }

    /// <summary>Makes what the receiver says fit to be told.</summary>
    protected AnswerText Text { get; }

    public ValueTask<SendResult> SendAsync(Parcel parcel, CancellationToken cancellation) =>
        TryAsync(client => SendAsync(client, parcel, cancellation), cancellation);

    public override string ToString() => Name;

    public virtual ValueTask DisposeAsync()
    {
        _clients.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends something and reads the answer, as part of nobody's trace. What goes wrong is explained in the result.</summary>
    protected async ValueTask<SendResult> TryAsync(Func<ReceiverClient, ValueTask<SendResult>> send, CancellationToken cancellation)
    {
        SuppressedTracing.Begin();
        Activity.Current = null;
        try
        {
            using var client = _clients.Rent();
            return await send(client).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            return SendFault.Explain(fault);
        }
    }

    /// <summary>Sends it, and reads the answer. What is thrown here is explained to the engine.</summary>
    protected abstract ValueTask<SendResult> SendAsync(ReceiverClient client, Parcel parcel, CancellationToken cancellation);

    /// <summary>Whether a request that was answered with this status may be taken later.</summary>
    protected abstract bool IsForNow(int status);

    /// <summary>What the receiver says of a failure.</summary>
    protected abstract string? ReadReason(ReadOnlySpan<byte> body, string? mediaType);

    /// <param name="method">What is to be done.</param>
    /// <param name="content">With what; null for nothing.</param>
    /// <param name="url">Where; null for the endpoint's.</param>
    protected HttpRequestMessage NewRequest(HttpMethod method, HttpContent? content, Uri? url = null)
    {
        var request = new HttpRequestMessage(method, url ?? _settings.Endpoint.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        foreach (var (name, value) in _settings.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (_settings.Endpoint.UserInfo is { Length: > 0 } user && !request.Headers.Contains("Authorization"))
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        return request;
    }

    /// <summary>What an answer means whose status is that of a failure, or of a redirect.</summary>
    protected async ValueTask<SendResult> ReadFailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
            return new(SendOutcome.Refused, $"HTTP {status}: the receiver redirects to elsewhere, which is not followed.");

        var (said, isTooLarge) = await ReadReasonAsync(response.Content, cancellation).ConfigureAwait(false);
        var message = said.Length > 0 ? $"HTTP {status}: {said}" : $"HTTP {status}";
        if (isTooLarge || !IsForNow(status))
            return new(SendOutcome.Refused, message);

        return new(SendOutcome.TryAgain, message, status is 429 or 503 ? RetryAfterHeader.Read(response, Time.GetUtcNow()) : null);
    }

    private async ValueTask<(string Said, bool IsTooLarge)> ReadReasonAsync(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            if (await AnswerBody.ReadAsync(content, cancellation).ConfigureAwait(false) is not { } body)
                return (AnswerBody.TooLarge, true);

            return (Text.Clean(ReadReason(body.Span, content.Headers.ContentType?.MediaType)), false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or InvalidDataException)
        {
            // The status says enough.
            return ("", false);
        }
    }
}
