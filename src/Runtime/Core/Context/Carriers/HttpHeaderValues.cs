using System.Net.Http.Headers;

namespace Instrumentation.Context.Carriers;

/// <summary>Headers of an HTTP message, as they came: parsing them would make a list of each.</summary>
internal readonly struct HttpHeaderValues(HttpHeaders headers) : IHeaders
{
    public string? Find(string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
