using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Export.Prometheus.Push;
using Peer = Snappier.Snappy;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Push;

/// <summary>What is compressed, somebody else's library has back; and what is compressed so is small.</summary>
public sealed class SnappyTests
{
    [Theory]
    [InlineData("", "00")]
    [InlineData("a", "010061")]
    [InlineData("abcd", "040c61626364")]
    [InlineData("aaaaaaaa", "0800610d01")]
    [InlineData("abcdabcdabcd", "0c0c616263641104")]
    public void Bytes_are(string text, string hex) => Assert.Equal(hex, Convert.ToHexStringLower(Compress(Encoding.ASCII.GetBytes(text))));

    [Theory]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 3)]
    [InlineData(300_000)]
    public void What_repeats_itself_is_small_and_what_does_not_is_hardly_larger(int length)
    {
        var random = new byte[length];
        new Random(1).NextBytes(random);
        var labels = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, length / 40).Select(static i => $"{{route=\"/orders\",status=\"{i % 7}\",n=\"{i}\"}}")));

        Assert.InRange(Back(random), length, length + 5 + (4 * ((length / (1 << 16)) + 1)));
        Assert.InRange(Back(labels), 1, labels.Length / 3);
        Assert.InRange(Back(new byte[length]), 1, length / 20);
    }

    [Fact]
    public void Whatever_is_compressed_comes_back() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
        Prop.ForAll(Bytes.ToArbitrary(), static bytes => { Back(bytes); }));

    // Runs of few bytes, random ones, and what was there before at any distance: all that makes literals and copies of every form.
    private static Gen<byte[]> Bytes { get; } =
        from pieces in Piece.ListOf()
        select pieces.Aggregate(Array.Empty<byte>(), static (all, piece) => [.. all, .. Take(all, piece.Kind, piece.Length, piece.Seed)]);

    private static Gen<(int Kind, int Length, int Seed)> Piece =>
        from kind in Gen.Choose(0, 2)
        from length in Gen.Frequency((6, Gen.Choose(1, 80)), (3, Gen.Choose(80, 400)), (1, Gen.Choose(400, 70_000)))
        from seed in Gen.Choose(0, 100_000)
        select (kind, length, seed);

    private static byte[] Take(byte[] all, int kind, int length, int seed)
    {
        if (kind == 2 && all.Length > 0)
            return [.. all.Skip(seed % all.Length).Take(length)];

        var bytes = new byte[length];
        if (kind == 0)
            new Random(seed).NextBytes(bytes);
        else
            bytes.AsSpan().Fill((byte)seed);
        return bytes;
    }

    private static int Back(byte[] bytes)
    {
        var compressed = Compress(bytes);
        Assert.Equal(bytes, Peer.DecompressToArray(compressed));
        var own = Snappy.Decompress(compressed, out var length);
        Assert.True(own.AsSpan(0, length).SequenceEqual(bytes));
        ArrayPool<byte>.Shared.Return(own);
        return compressed.Length;
    }

    private static byte[] Compress(byte[] bytes)
    {
        var compressed = Snappy.Compress(bytes, out var length);
        var exact = compressed[..length];
        ArrayPool<byte>.Shared.Return(compressed);
        return exact;
    }
}
