namespace Instrumentation.Export.Delivery;

/// <summary>One place that parcels can be sent to.</summary>
internal interface IDestination : IAsyncDisposable
{
    /// <summary>Its name, for people to read: of an address the scheme, host, port and path, and nothing that may be secret.</summary>
    string Name { get; }

    /// <summary>
    /// Tries once to send it. What goes wrong is said in the answer; it throws nothing but <see cref="OperationCanceledException"/> once it is cancelled,
    /// which is how an attempt that takes too long ends.
    /// </summary>
    ValueTask<SendResult> SendAsync(Parcel parcel, CancellationToken cancellation);
}
