using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>
/// The source and the meter of one instrumentation scope, made once for each name, version and schema URL. Generated code keeps it in a
/// static field; making it is what registers the scope, so that <c>Telemetry.Start</c> knows every generated source and meter.
/// </summary>
/// <remarks>Two assemblies that instrument calls of the same library share that library's scope, and with it its instruments.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TelemetryScope
{
    private static readonly ConcurrentDictionary<(string Name, string? Version, string? SchemaUrl), Lazy<TelemetryScope>> Scopes = new();

    // Listeners ask while a source is being constructed, so a scope's name is known before its source is.
    private static readonly ConcurrentDictionary<string, bool> Names = new(StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<Meter, TelemetryScope> BoundMeters = [];

    // The levels that were asked for, the last one last, and the scopes that have taken them.
    private static readonly List<(string Pattern, Level Level)> Levels = [];
    private static readonly List<TelemetryScope> All = [];

    private readonly Lazy<Meter> _boundMeter;

    private volatile Level _level = Level.Normal;

    private TelemetryScope(string name, string? version, string? schemaUrl)
    {
        Names[name] = true;
        Source = new ActivitySource(new ActivitySourceOptions(name) { Version = version, TelemetrySchemaUrl = schemaUrl });
        Meter = new Meter(new MeterOptions(name) { Version = version, TelemetrySchemaUrl = schemaUrl });
        _boundMeter = new(() =>
        {
            var meter = new Meter(new MeterOptions(name) { Version = version, TelemetrySchemaUrl = schemaUrl });
            BoundMeters.Add(meter, this);
            return meter;
        });
        lock (Levels)
        {
            foreach (var (pattern, level) in Levels)
                TakeLevel(pattern, level);
            All.Add(this);
        }
    }

    /// <summary>The scope's source of spans.</summary>
    public ActivitySource Source { get; }

    /// <summary>The scope's meter.</summary>
    public Meter Meter { get; }

    /// <summary>
    /// A meter of the same name for bound instruments alone, so that whoever listens to meters knows them before they exist: this project's provider
    /// has another way to them, and would count twice.
    /// </summary>
    internal Meter BoundMeter => _boundMeter.Value;

    /// <summary>Up to which level spans are made; <see cref="Level.Normal"/> unless set. May change at any time.</summary>
    public Level Level
    {
        get => _level;
        set => _level = value;
    }

    /// <summary>The scope of that name, version and schema URL; the same one at each call.</summary>
    /// <param name="name">The scope's name.</param>
    /// <param name="version">Its version, if it has one.</param>
    /// <param name="schemaUrl">Its schema URL, if it has one.</param>
    /// <returns>The scope.</returns>
    public static TelemetryScope Get(string name, string? version = null, string? schemaUrl = null) =>
        Scopes.GetOrAdd((name, version, schemaUrl), static key => new(() => new(key.Name, key.Version, key.SchemaUrl))).Value;

    /// <summary>Whether generated code has made a scope of that name.</summary>
    /// <param name="name">A source's or a meter's name.</param>
    /// <returns>Whether it has.</returns>
    public static bool IsGenerated(string name) => Names.ContainsKey(name);

    /// <summary>Whether all of a meter's instruments are bound.</summary>
    internal static bool IsBound(Meter meter) => BoundMeters.TryGetValue(meter, out _);

    /// <summary>Sets up to which level the scopes of that name make spans, those included that come into being later.</summary>
    /// <param name="pattern">A name, or a pattern with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <param name="level">The level.</param>
    internal static void SetLevel(string pattern, Level level)
    {
        lock (Levels)
        {
            Levels.RemoveAll(l => l.Pattern == pattern);
            Levels.Add((pattern, level));
            foreach (var scope in All)
                scope.TakeLevel(pattern, level);
        }
    }

    /// <summary>Whether somebody listens to the scope's source, and it is set to make spans of that level.</summary>
    /// <param name="level">The span's level.</param>
    /// <returns>Whether a span of that level would be made.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsTracing(Level level) => Source.HasListeners() && level <= _level;

    private void TakeLevel(string pattern, Level level)
    {
        if (FileSystemName.MatchesSimpleExpression(pattern, Source.Name))
            _level = level;
    }
}
