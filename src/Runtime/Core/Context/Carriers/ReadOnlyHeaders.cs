namespace Instrumentation.Context.Carriers;

/// <summary>A dictionary of headers that can only be read; it is the dictionary that says whether case matters.</summary>
internal readonly struct ReadOnlyHeaders(IReadOnlyDictionary<string, string> headers) : IHeaders
{
    public string? Find(string name) => headers.TryGetValue(name, out var value) ? value : null;
}
