namespace Instrumentation.Resources;

/// <summary>What a detector has found until now, by the semantic conventions' names. What could not be found is left out.</summary>
internal sealed class ResourceAttributes
{
    /// <summary>The schema of the conventions whose keys are in <see cref="SemanticConventions"/>.</summary>
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.44.0";

    private readonly Dictionary<string, object> _found = [];

    public ResourceAttributes Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _found[key] = value;
        return this;
    }

    public ResourceAttributes Add(string key, long? value)
    {
        if (value is { } number)
            _found[key] = number;
        return this;
    }

    public ResourceAttributes Add(string key, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
            _found[key] = values;
        return this;
    }

    public Resource ToResource() => _found.Count == 0 ? Resource.Empty : Resource.Create(_found, SchemaUrl);
}
