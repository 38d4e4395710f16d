namespace Instrumentation.Export.Delivery;

/// <summary>One place that something can be sent to.</summary>
/// <typeparam name="T">What is sent.</typeparam>
internal interface IDestination<in T> : IAsyncDisposable
{
    /// <summary>Its name, for people to read: of an address the scheme, host, port and path, and nothing that may be secret.</summary>
    string Name { get; }

    /// <summary>
    /// Tries once to send it. What goes wrong is said in the answer; it throws nothing but <see cref="OperationCanceledException"/> once it is cancelled,
    /// which is how an attempt that takes too long ends.
    /// </summary>
    ValueTask<SendResult> SendAsync(T what, CancellationToken cancellation);
}
