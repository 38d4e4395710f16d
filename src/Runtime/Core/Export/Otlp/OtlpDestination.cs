using System.Diagnostics;
using System.Text;
using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>A receiver of OTLP: what both ways to speak to one have in common.</summary>
internal abstract class OtlpDestination : IDestination
{
    private static readonly string UserAgent = $"OTel-OTLP-Exporter-DotNet/{typeof(OtlpDestination).Assembly.GetName().Version!.ToString(3)}";

    private readonly OtlpSettings _settings;
    private readonly OtlpClients _clients;

    protected OtlpDestination(OtlpSettings settings, TimeProvider? time)
    {
        _settings = settings;
        Time = time ?? TimeProvider.System;
        _clients = new(settings, Time);
        Text = new AnswerText(settings);
    }

    public string Name => _settings.Endpoint.Name;

    protected TimeProvider Time { get; }

    /// <summary>Makes what the receiver says fit to be told.</summary>
    protected AnswerText Text { get; }

    public static OtlpDestination Create(OtlpSettings settings, TimeProvider? time = null) =>
        settings.Protocol == OtlpProtocol.Grpc ? new OtlpGrpcDestination(settings, time) : new OtlpHttpDestination(settings, time);

    public async ValueTask<SendResult> SendAsync(Parcel what, CancellationToken cancellation)
    {
        // A request that carries telemetry is part of nobody's trace.
        SuppressedTracing.Begin();
        Activity.Current = null;
        try
        {
            using var client = _clients.Rent();
            return await SendAsync(client, what, cancellation).ConfigureAwait(false);
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

    public override string ToString() => Name;

    public ValueTask DisposeAsync()
    {
        _clients.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends it, and reads the answer. What is thrown here is explained to the engine.</summary>
    protected abstract ValueTask<SendResult> SendAsync(OtlpClient client, Parcel what, CancellationToken cancellation);

    protected HttpRequestMessage NewRequest(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
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
        if (isTooLarge || status is not (429 or 502 or 503 or 504))
            return new(SendOutcome.Refused, message);

        return new(SendOutcome.TryAgain, message, status is 429 or 503 ? RetryAfterHeader.Read(response, Time.GetUtcNow()) : null);
    }

    private async ValueTask<(string Said, bool IsTooLarge)> ReadReasonAsync(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            if (await AnswerBody.ReadAsync(content, cancellation).ConfigureAwait(false) is not { } body)
                return (AnswerBody.TooLarge, true);

            return (Text.Clean(RpcStatus.Read(body.Span, content.Headers.ContentType?.MediaType)?.Message), false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or InvalidDataException)
        {
            // The status says enough.
            return ("", false);
        }
    }
}
