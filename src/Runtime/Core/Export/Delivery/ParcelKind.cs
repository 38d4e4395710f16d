namespace Instrumentation.Export.Delivery;

/// <summary>What the bytes of a parcel are.</summary>
/// <param name="Signal">What they tell of.</param>
/// <param name="Format">How they are written.</param>
/// <param name="IsGzip">Whether they are compressed with gzip.</param>
internal readonly record struct ParcelKind(Signal Signal, ParcelFormat Format, bool IsGzip);

/// <summary>What telemetry is of. The numbers are written to disk, and never change.</summary>
internal enum Signal : byte
{
    Traces = 1,
    Metrics = 2,
    Logs = 3,
}

/// <summary>How a body is written. The numbers are written to disk, and never change.</summary>
internal enum ParcelFormat : byte
{
    OtlpProtobuf = 1,
    OtlpJson = 2,
    RemoteWrite1 = 3,
    RemoteWrite2 = 4,
    PrometheusText = 5,
}
