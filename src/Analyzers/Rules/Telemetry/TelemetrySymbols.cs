using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// The platform's and OpenTelemetry's types that telemetry code is written with, resolved once a compilation. Each is null where the compilation
/// does not reference it.
/// </summary>
public sealed class TelemetrySymbols
{
    private static readonly ConditionalWeakTable<Compilation, TelemetrySymbols> Known = new();

    /// <summary>What the methods that record a measurement are called.</summary>
    internal static readonly string[] Measuring = ["Add", "Record"];

    private TelemetrySymbols(Compilation compilation)
    {
        ActivitySource = compilation.GetTypeByMetadataName("System.Diagnostics.ActivitySource");
        Activity = compilation.GetTypeByMetadataName("System.Diagnostics.Activity");
        ActivityEvent = compilation.GetTypeByMetadataName("System.Diagnostics.ActivityEvent");
        ActivityLink = compilation.GetTypeByMetadataName("System.Diagnostics.ActivityLink");
        ActivityTags = compilation.GetTypeByMetadataName("System.Diagnostics.ActivityTagsCollection");
        TagList = compilation.GetTypeByMetadataName("System.Diagnostics.TagList");
        Meter = compilation.GetTypeByMetadataName("System.Diagnostics.Metrics.Meter");
        MeterFactory = compilation.GetTypeByMetadataName("System.Diagnostics.Metrics.IMeterFactory");
        Instrument = compilation.GetTypeByMetadataName("System.Diagnostics.Metrics.Instrument");
        Measurement = compilation.GetTypeByMetadataName("System.Diagnostics.Metrics.Measurement`1");
        KeyValuePair = compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2");
        TracerProvider = compilation.GetTypeByMetadataName("OpenTelemetry.Trace.TracerProvider");
        Tracer = compilation.GetTypeByMetadataName("OpenTelemetry.Trace.Tracer");
        TelemetrySpan = compilation.GetTypeByMetadataName("OpenTelemetry.Trace.TelemetrySpan");
        SpanAttributes = compilation.GetTypeByMetadataName("OpenTelemetry.Trace.SpanAttributes");
        Baggage = compilation.GetTypeByMetadataName("OpenTelemetry.Baggage");
        Exception = compilation.GetTypeByMetadataName("System.Exception");
    }

    public INamedTypeSymbol? ActivitySource { get; }

    public INamedTypeSymbol? Activity { get; }

    public INamedTypeSymbol? ActivityEvent { get; }

    public INamedTypeSymbol? ActivityLink { get; }

    /// <summary><c>ActivityTagsCollection</c>, the tags of events and links.</summary>
    public INamedTypeSymbol? ActivityTags { get; }

    public INamedTypeSymbol? TagList { get; }

    public INamedTypeSymbol? Meter { get; }

    /// <summary><c>IMeterFactory</c>.</summary>
    public INamedTypeSymbol? MeterFactory { get; }

    /// <summary>What every instrument derives from.</summary>
    public INamedTypeSymbol? Instrument { get; }

    /// <summary><c>Measurement&lt;T&gt;</c>, what observable instruments' callbacks return.</summary>
    public INamedTypeSymbol? Measurement { get; }

    /// <summary><c>KeyValuePair&lt;TKey, TValue&gt;</c>, a tag by itself.</summary>
    public INamedTypeSymbol? KeyValuePair { get; }

    public INamedTypeSymbol? TracerProvider { get; }

    public INamedTypeSymbol? Tracer { get; }

    public INamedTypeSymbol? TelemetrySpan { get; }

    /// <summary>OpenTelemetry's <c>SpanAttributes</c>.</summary>
    public INamedTypeSymbol? SpanAttributes { get; }

    /// <summary>OpenTelemetry's <c>Baggage</c>.</summary>
    public INamedTypeSymbol? Baggage { get; }

    public INamedTypeSymbol? Exception { get; }

    /// <summary>What the methods that make instruments are called.</summary>
    internal IEnumerable<string> Creators =>
        Meter is null ? [] : Meter.MemberNames.Where(static n => n.StartsWith("Create", StringComparison.Ordinal));

    /// <summary>The symbols of the compilation; null where it references no telemetry type.</summary>
    public static TelemetrySymbols? Of(Compilation compilation)
    {
        var symbols = Known.GetValue(compilation, static c => new TelemetrySymbols(c));
        return symbols.ActivitySource is null && symbols.Meter is null && symbols.Tracer is null ? null : symbols;
    }

    /// <summary>Whether the type is that one, whatever its type arguments; never where that one is unknown.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);

    /// <summary>Whether the type is an instrument: a counter, a histogram, an observable gauge.</summary>
    public bool IsInstrument(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, Instrument))
                return true;
        }

        return false;
    }

    /// <summary>Whether the method records a measurement: <c>Add</c> or <c>Record</c> of an instrument.</summary>
    public bool IsMeasurement(IMethodSymbol method) => method is { Name: "Add" or "Record", IsStatic: false } && IsInstrument(method.ContainingType);
}
