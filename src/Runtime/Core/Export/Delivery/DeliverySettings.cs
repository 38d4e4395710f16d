namespace Instrumentation.Export.Delivery;

/// <summary>How a delivery queue goes about it.</summary>
/// <param name="MaxQueueBytes">How many bytes wait in memory at most; one parcel may, however large.</param>
/// <param name="MaxConcurrency">How many parcels are on their way at a time.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="Backoff">How long a destination that failed is left alone.</param>
/// <param name="LatestOnly">Whether each parcel replaces those before it: those that still wait when it comes are not sent any more.</param>
internal sealed record DeliverySettings(long MaxQueueBytes, int MaxConcurrency, TimeSpan Timeout, Backoff Backoff, bool LatestOnly = false);
