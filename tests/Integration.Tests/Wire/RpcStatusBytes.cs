using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>A <c>google.rpc.Status</c>, written with Google's encoder.</summary>
internal static class RpcStatusBytes
{
    /// <summary>One with a message, and a <c>google.rpc.RetryInfo</c> behind a detail of another kind.</summary>
    public static byte[] Of(string message, TimeSpan? retryDelay = null)
    {
        Any[] details = retryDelay is { } delay
            ?
            [
                new() { TypeUrl = "type.googleapis.com/google.rpc.RequestInfo", Value = Field(1, ByteString.CopyFromUtf8("request 7")) },
                new() { TypeUrl = "type.googleapis.com/google.rpc.RetryInfo", Value = Field(1, Duration.FromTimeSpan(delay).ToByteString()) },
            ]
            : [];
        return [.. Field(2, ByteString.CopyFromUtf8(message)), .. details.SelectMany(static detail => Field(3, detail.ToByteString()))];
    }

    private static ByteString Field(int number, ByteString value)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(value);
        }

        return ByteString.CopyFrom(bytes.ToArray());
    }
}
