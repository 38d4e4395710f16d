using System.Runtime.CompilerServices;

namespace Instrumentation.Export.Otlp;

/// <summary>Times as OTLP has them.</summary>
internal static class OtlpTime
{
    private const long NanosecondsPerTick = 100;

    // The year 2262. Clocks and users' timestamps may be anywhere.
    private const long LastTicks = long.MaxValue / NanosecondsPerTick;

    /// <summary>Nanoseconds since 1970; 0, which is unknown, for what was before.</summary>
    /// <param name="utcTicks">Ticks as <see cref="DateTime"/> has them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UnixNano(long utcTicks) => Math.Clamp(utcTicks - DateTime.UnixEpoch.Ticks, 0, LastTicks) * NanosecondsPerTick;
}
