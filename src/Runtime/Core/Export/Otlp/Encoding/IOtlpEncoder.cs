using Instrumentation.Export.Delivery;
using Instrumentation.Resources;

namespace Instrumentation.Export.Otlp;

/// <summary>Makes requests of OTLP. Used by one thread at a time.</summary>
/// <typeparam name="TItem">What they are made of: spans or metrics.</typeparam>
internal interface IOtlpEncoder<TItem>
{
    /// <summary>Makes one request.</summary>
    /// <param name="resource">What the items come from.</param>
    /// <param name="items">At least one.</param>
    /// <returns>The request; null if it would be larger than <see cref="OtlpLimits.MaxRequestSize"/>: try with half of the items.</returns>
    Parcel? Encode(Resource resource, ReadOnlySpan<TItem> items);
}
