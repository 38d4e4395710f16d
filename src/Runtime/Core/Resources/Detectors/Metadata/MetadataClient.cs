using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>Asks an endpoint that is near: without a proxy, without redirection, and without believing more than a little text.</summary>
internal sealed class MetadataClient : IDisposable
{
    private const int MaxAnswer = 1 << 16;

    private readonly CancellationToken _limit;

    private readonly HttpClient _client;

    /// <param name="limit">Says when the time for all questions is over.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    public MetadataClient(CancellationToken limit)
    {
        _limit = limit;
        _client = new HttpClient(new SocketsHttpHandler
        {
            // What telemetry asks for itself is no part of anybody's trace.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        })
        {
            MaxResponseContentBufferSize = MaxAnswer,
        };
    }

    /// <summary>The endpoint that a variable names; null where it names none that can be asked.</summary>
    public static Uri? Endpoint(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? endpoint
            : null;

    /// <summary>Asks.</summary>
    /// <param name="method">How.</param>
    /// <param name="question">Where, and for what.</param>
    /// <param name="name">A header without which endpoints don't answer: a page of the web can't be made to send it.</param>
    /// <param name="value">The header's value.</param>
    /// <param name="isEchoed">Whether the answer has to have the header too.</param>
    /// <returns>The answer; null where nobody answers, or not with 200.</returns>
    public async Task<string?> AskAsync(HttpMethod method, Uri question, string name, string value, bool isEchoed = false)
    {
        try
        {
            using var request = new HttpRequestMessage(method, question);
            request.Headers.Add(name, value);
            using var response = await _client.SendAsync(request, _limit).ConfigureAwait(false);
            var isBelieved = response.StatusCode == System.Net.HttpStatusCode.OK
                && (!isEchoed || (response.Headers.TryGetValues(name, out var values) && values.Contains(value, StringComparer.Ordinal)));
            return isBelieved ? await response.Content.ReadAsStringAsync(_limit).ConfigureAwait(false) : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or FormatException or InvalidOperationException)
        {
            // Nobody is there, or it is somebody else: a token that is no header's value, a character set that there is not.
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
