namespace Instrumentation.Export.Delivery;

/// <summary>A moment at which a queue held some parcels, which is over when none of them waits any more. Guarded by who holds it.</summary>
/// <param name="number">The last that was taken before.</param>
/// <param name="left">How many wait; at least one.</param>
internal sealed class FlushPoint(long number, int left)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _left = left;

    public Task Reached => _reached.Task;

    /// <summary>Says that a parcel waits no more.</summary>
    /// <param name="other">Its number.</param>
    public void SetLeft(long other)
    {
        if (other <= number && --_left == 0)
            _reached.TrySetResult();
    }
}
