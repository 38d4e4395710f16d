namespace Instrumentation.Context.Carriers;

/// <summary>Headers one after the other, several of one name maybe, in any case: as they came over the wire.</summary>
internal readonly struct HeaderPairs(IEnumerable<KeyValuePair<string, string?>> headers) : IHeaders
{
    public string? Find(string name)
    {
        string? found = null;
        foreach (var (key, value) in headers)
        {
            if (value is not null && string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                found = found is null ? value : $"{found},{value}";
        }

        return found;
    }
}
