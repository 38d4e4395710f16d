using System.Text;
using Instrumentation.Export.Delivery.Disk;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>The checksum, by vectors of others.</summary>
public sealed class Crc32CTests
{
    public static TheoryData<byte[], uint> Vectors => new()
    {
        { [], 0 },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { Encoding.ASCII.GetBytes("The quick brown fox jumps over the lazy dog"), 0x22620404 },

        // RFC 3720, B.4.
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(static i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(static i => (byte)(31 - i))], 0x113FDB5C },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void It_is_that_of_Castagnoli(byte[] bytes, uint expected) => Assert.Equal(expected, Crc32C.Of(bytes));

    [Fact]
    public void It_can_be_made_in_parts()
    {
        var bytes = DiskFolder.Body(1, 50);
        Assert.All(Enumerable.Range(0, 51), cut => Assert.Equal(Crc32C.Of(bytes), Crc32C.Of(bytes.AsSpan(cut), Crc32C.Of(bytes.AsSpan(0, cut)))));
    }
}
