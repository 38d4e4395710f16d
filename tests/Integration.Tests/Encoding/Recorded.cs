using System.Diagnostics;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Records spans of sources of its own.</summary>
internal sealed class Recorded : IDisposable
{
    private readonly List<ActivitySource> _sources = [];
    private readonly ActivityListener _listener;

    public Recorded()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(Prefix, StringComparison.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
        Source = Add("main");
    }

    /// <summary>How the names of its sources begin, and those of no other.</summary>
    public string Prefix { get; } = $"Recorded.{Guid.NewGuid()}.";

    public ActivitySource Source { get; }

    public ActivitySource Add(string name, string? version = null, string? schemaUrl = null, params KeyValuePair<string, object?>[] tags)
    {
        var source = new ActivitySource(new ActivitySourceOptions(Prefix + name) { Version = version, TelemetrySchemaUrl = schemaUrl, Tags = tags });
        _sources.Add(source);
        return source;
    }

    /// <summary>A span that has ended.</summary>
    public Activity Span(string name, params ReadOnlySpan<KeyValuePair<string, object?>> tags) => Span(Source, name, tags);

    public static Activity Span(ActivitySource source, string name, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        using var span = source.StartActivity(name)!;
        foreach (var (key, value) in tags)
            span.AddTag(key, value);
        return span;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var source in _sources)
            source.Dispose();
    }
}
