using System.Diagnostics;
using System.Net.Http.Headers;
using Instrumentation.Context;
using Instrumentation.Context.Carriers;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation;

/// <summary>
/// Takes the current span and baggage along to where they don't go by themselves: into a message, a request, a queue's item; and reads
/// them there. The headers are those of the propagators that are in force; before telemetry has started that is none.
/// </summary>
/// <remarks>
/// The inject and extract operations of the OpenTelemetry specification (Propagators API). Nothing is thrown: what is malformed counts as absent.
/// </remarks>
public static class TraceContext
{
    /// <summary>
    /// The current span and baggage, as they would be injected. The baggage is <see cref="Baggage.Current"/>, and what
    /// <see cref="Activity.Baggage"/> of the current span has besides.
    /// </summary>
    public static PropagationContext Current => Of(Activity.Current);

    /// <summary>Writes the current context into headers; those of that name are replaced.</summary>
    /// <param name="carrier">The headers.</param>
    public static void Inject(IDictionary<string, string> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (carrier, name, value) => carrier[name] = value);
    }

    /// <summary>Writes the current context into the headers of a request; those of that name are replaced.</summary>
    /// <param name="carrier">The headers.</param>
    public static void Inject(HttpHeaders carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (carrier, name, value) =>
        {
            carrier.Remove(name);
            carrier.TryAddWithoutValidation(name, value);
        });
    }

    /// <summary>Writes the current context into any carrier.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="carrier">The carrier.</param>
    /// <param name="setter">Sets a header of the carrier to a value.</param>
    public static void Inject<T>(T carrier, Action<T, string, string> setter)
    {
        ArgumentNullException.ThrowIfNull(setter);
        Propagators.DefaultTextMapPropagator.Inject(Current, carrier, setter);
    }

    /// <summary>Reads a context from headers.</summary>
    /// <param name="carrier">The headers.</param>
    /// <returns>The context; the default one if there is none.</returns>
    public static PropagationContext Extract(IDictionary<string, string> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return ExtractFrom(new DictionaryHeaders(carrier));
    }

    /// <summary>Reads a context from the headers of a request.</summary>
    /// <param name="carrier">The headers.</param>
    /// <returns>The context; the default one if there is none.</returns>
    public static PropagationContext Extract(HttpHeaders carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return ExtractFrom(new HttpHeaderValues(carrier));
    }

    /// <summary>Reads a context from any carrier.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="carrier">The carrier.</param>
    /// <param name="getter">Gets the values of a header; null or none if there is no such header.</param>
    /// <returns>The context; the default one if there is none.</returns>
    public static PropagationContext Extract<T>(T carrier, Func<T, string, IEnumerable<string>?> getter)
    {
        ArgumentNullException.ThrowIfNull(getter);
        return ExtractFrom(new GetterHeaders<T>(carrier, getter));
    }

    // Libraries declare properties as object and as object?, and a caller should not be warned of either.
#nullable disable annotations
    /// <summary>Writes the current context into the properties of a message, as strings; those of that name are replaced.</summary>
    /// <param name="carrier">The properties.</param>
    public static void Inject(IDictionary<string, object> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        Inject(carrier, static (carrier, name, value) => carrier[name] = value);
    }

    /// <summary>Reads a context from the properties of a message: strings, or bytes as AMQP has them.</summary>
    /// <param name="carrier">The properties.</param>
    /// <returns>The context; the default one if there is none.</returns>
    public static PropagationContext Extract(IDictionary<string, object> carrier)
    {
        ArgumentNullException.ThrowIfNull(carrier);
        return ExtractFrom(new MessageProperties(carrier));
    }
#nullable restore annotations

    /// <summary>The context of a span, which may be null, with the current baggage.</summary>
    internal static PropagationContext Of(Activity? span)
    {
        var baggage = Baggage.Current;
        Dictionary<string, string>? merged = null;
        foreach (var (key, value) in span?.Baggage ?? [])
        {
            if (!string.IsNullOrEmpty(key) && value is not null)
                (merged ??= new(baggage.GetBaggage(), StringComparer.Ordinal)).TryAdd(key, value);
        }

        return new(span?.Context ?? default, merged is null ? baggage : Baggage.Create(merged));
    }

    /// <summary>Reads a context from headers of any form.</summary>
    internal static PropagationContext ExtractFrom<THeaders>(THeaders headers)
        where THeaders : struct, IHeaders =>
        Propagators.DefaultTextMapPropagator.ExtractFrom(default, headers);
}
