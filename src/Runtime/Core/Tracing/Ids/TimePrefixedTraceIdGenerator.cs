using System.Buffers.Binary;
using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Makes trace ids that begin with the time, as AWS X-Ray wants them: four bytes of seconds since 1970, and twelve random bytes.
/// </summary>
/// <param name="time">Where the time comes from; the system's clock unless set.</param>
public sealed class TimePrefixedTraceIdGenerator(TimeProvider? time = null) : TraceIdGenerator
{
    private const int Length = 16;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override ActivityTraceId Create()
    {
        Span<byte> bytes = stackalloc byte[Length];
        ActivityTraceId.CreateRandom().CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)_time.GetUtcNow().ToUnixTimeSeconds());
        return ActivityTraceId.CreateFromBytes(bytes);
    }
}
