namespace Instrumentation.Context.Carriers;

/// <summary>A dictionary of headers; it is the dictionary that says whether case matters.</summary>
internal readonly struct DictionaryHeaders(IDictionary<string, string> headers) : IHeaders
{
    public string? Find(string name) => headers.TryGetValue(name, out var value) ? value : null;
}
