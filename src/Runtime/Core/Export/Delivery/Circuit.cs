namespace Instrumentation.Export.Delivery;

/// <summary>
/// Whether one destination may be tried. It is closed while all goes well; a failure opens it for a while, and then one attempt alone shows whether it can
/// be closed again. Guarded by who holds it.
/// </summary>
/// <param name="backoff">How long it is open.</param>
/// <param name="time">The clock.</param>
internal sealed class Circuit(Backoff backoff, TimeProvider time)
{
    private int _failures;
    private int _epoch;
    private bool _isProbing;
    private bool _isAsked;
    private long _opened;
    private TimeSpan _pause;

    /// <summary>Whether the last attempt that ended went well, or there was none.</summary>
    public bool IsClosed => _failures == 0;

    /// <summary>Asks for an attempt.</summary>
    /// <param name="epoch">Names the attempt's beginning when its end is told.</param>
    /// <returns>Nothing if it may begin; else after how long to ask again, without end while another one shows how things stand.</returns>
    public TimeSpan? TryPass(out int epoch)
    {
        epoch = _epoch;
        if (IsClosed)
            return null;
        if (_isProbing)
            return Timeout.InfiniteTimeSpan;
        if (_pause - time.GetElapsedTime(_opened) is var left && left > TimeSpan.Zero)
            return left;

        _isProbing = true;
        return null;
    }

    /// <summary>Tells of an answer.</summary>
    public void Succeed()
    {
        if (!IsClosed)
            Change(failures: 0);
    }

    /// <summary>Tells of a failure. Attempts that began before the one that opened it say nothing new.</summary>
    public void Fail(int epoch, TimeSpan? retryAfter)
    {
        if (epoch != _epoch)
            return;

        Change(_failures + 1);
        _isAsked = retryAfter is not null;
        _pause = retryAfter ?? backoff.After(_failures);
    }

    /// <summary>Tells of an attempt that ended without telling anything.</summary>
    public void Abandon(int epoch) => _isProbing &= epoch != _epoch;

    /// <summary>Lets the next attempt begin at once, unless the destination has asked to be left alone.</summary>
    public void Hurry()
    {
        if (!_isAsked)
            _pause = TimeSpan.Zero;
    }

    private void Change(int failures)
    {
        _epoch++;
        _failures = failures;
        _isProbing = false;
        _opened = time.GetTimestamp();
    }
}
