using System.Runtime.CompilerServices;
using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics.Streams;

/// <summary>Says which numbers an instrument takes: finite ones, and for a counter none below 0, which is told once.</summary>
internal sealed class MeasurementCheck(InstrumentInfo instrument)
{
    private readonly bool _goesDown = instrument.Kind != InstrumentKind.Counter;
    private int _refused;

    /// <summary>Whether it takes a number.</summary>
    /// <typeparam name="T"><see cref="long"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsTaken<T>(T value)
        where T : struct
    {
        if (typeof(T) == typeof(long))
            return _goesDown || Unsafe.BitCast<T, long>(value) >= 0 || Refuse();

        // One NaN in a sum would be all that is ever seen of it.
        var real = Unsafe.BitCast<T, double>(value);
        return double.IsFinite(real) && (_goesDown || real >= 0 || Refuse());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refuse()
    {
        if (Interlocked.Exchange(ref _refused, 1) == 0)
            Faults.Warn($"the counter {instrument.Name} was given a number below 0, which was not counted; an up-down counter takes such numbers.");
        return false;
    }
}
