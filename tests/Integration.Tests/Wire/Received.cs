using System.Text.Json;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>A request that a receiver has got.</summary>
/// <param name="At">When, in milliseconds of Unix time.</param>
/// <param name="Transport"><c>http</c> or <c>grpc</c>; <c>raw</c> for one that no library has read.</param>
/// <param name="Version">That of HTTP.</param>
/// <param name="Length">How many bytes its body had; of gRPC unknown.</param>
/// <param name="Taken">Whether the receiver has kept it, answered or not; what it has not must be sent again, or is refused.</param>
/// <param name="Timeout">The milliseconds that were left to a call.</param>
/// <param name="Client">The name in the certificate of who sent it.</param>
/// <param name="Error">Why it can't be read.</param>
public sealed record Received(
    long At,
    string Transport,
    string Version,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    int Length,
    bool Taken,
    double Timeout,
    string? Client,
    string? Error,
    IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Resources,
    IReadOnlyList<ReceivedSpan> Spans,
    IReadOnlyList<ReceivedPoint> Points);

/// <param name="Id">In hex.</param>
/// <param name="TraceId">In hex.</param>
public sealed record ReceivedSpan(string Id, string TraceId, string Name, string? Scope, IReadOnlyDictionary<string, JsonElement> Attributes);

/// <param name="Value">That of a number; a histogram's count.</param>
public sealed record ReceivedPoint(string Name, double Value, IReadOnlyDictionary<string, JsonElement> Attributes);
