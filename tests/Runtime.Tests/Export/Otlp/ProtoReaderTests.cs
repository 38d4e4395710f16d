using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Export.Http;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Runtime.Tests.Export.Otlp;

/// <summary>Messages of protobuf that come from elsewhere.</summary>
public sealed class ProtoReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0801", "1=1")]
    [InlineData("08ffffffffffffffffff01", "1=18446744073709551615")]
    [InlineData("0980ffffffffffff7f", "1=9223372036854775680")]
    [InlineData("0d01020304", "1=67305985")]
    [InlineData("120161", "2='61'")]
    [InlineData("1200", "2=''")]
    [InlineData("f8ffffff0f00", "536870911=0")]
    [InlineData("0801120161", "1=1 2='61'")]
    [InlineData("08", "!")]
    [InlineData("00", "!")]
    [InlineData("0880", "!")]
    [InlineData("08ffffffffffffffffffff01", "!")]
    [InlineData("0801ff", "1=1 !")]
    [InlineData("1202616263", "2='6162' !")]
    [InlineData("120261", "!")]
    [InlineData("12ffffffffffffffffff0161", "!")]
    [InlineData("12ffffffff0f61", "!")]
    [InlineData("0900000000000000", "!")]
    [InlineData("0d000000", "!")]
    [InlineData("0b08010c", "!")]
    [InlineData("0e", "!")]
    [InlineData("808080801000", "!")]
    public void A_message_is(string hex, string fields) => Assert.Equal(fields, Read(Convert.FromHexString(hex)));

    [Fact]
    public void Whatever_comes_reading_ends_and_what_is_read_was_there()
    {
        var wellFormed = 0;
        Holds(static () => Gen.OneOf(Bytes, Message, Message.SelectMany(Edited)), bytes =>
        {
            var read = 0;
            var reader = new ProtoReader(bytes);
            while (reader.TryNext())
            {
                read++;
                Assert.InRange(reader.Field, 1, 0x1FFF_FFFF);
                Assert.True(bytes.AsSpan().IndexOf(reader.Bytes) >= 0);
            }

            Assert.False(reader.TryNext());
            Assert.InRange(read, 0, bytes.Length / 2);
            wellFormed += reader.IsMalformed ? 0 : 1;
        });

        Assert.InRange(wellFormed, 400, 1_900);
    }

    [Fact]
    public void Whatever_comes_answers_are_read_to_an_end()
    {
        Holds(static () => Gen.OneOf(Bytes, Message, Message.SelectMany(Edited)), static bytes =>
        {
            if (RpcStatus.Read(bytes) is { RetryDelay: { } delay })
                Assert.InRange(delay, TimeSpan.Zero, RetryAfterHeader.Longest);
            RpcStatus.Read(bytes, MediaTypes.Json);
            PartialSuccess.TryRead(bytes, MediaTypes.Protobuf, out _, out _);
            PartialSuccess.TryRead(bytes, MediaTypes.Json, out _, out _);
            GrpcFrame.Read(bytes, out _);
        });
    }

    [Fact]
    public void A_message_that_is_cut_short_is_malformed_or_has_fewer_fields()
    {
        Holds(static () => Message, static bytes =>
        {
            var whole = Read(bytes);
            for (var length = 0; length < bytes.Length; length++)
            {
                var part = Read(bytes[..length]);
                Assert.StartsWith(part.TrimEnd('!', ' '), whole, StringComparison.Ordinal);
                Assert.NotEqual(whole, part);
            }
        });
    }

    private static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(static octet => (byte)octet).ArrayOf();

    private static Gen<byte[]> Field { get; } =
        from number in Gen.Choose(1, 15)
        from wireType in Gen.Elements(0, 1, 2, 5)
        from content in Bytes.Where(static bytes => bytes.Length < 100)
        from octets in Gen.Choose(0, 255).Select(static octet => (byte)octet).ArrayOf(8)
        select (byte[])[(byte)((number << 3) | wireType), .. wireType switch
        {
            0 => [.. octets[..2].Select(static octet => (byte)(octet | 0x80)), 1],
            1 => octets,
            2 => [(byte)content.Length, .. content],
            _ => octets[..4],
        }];

    private static Gen<byte[]> Message { get; } = Field.ListOf().Select(static fields => fields.Take(8).SelectMany(static field => field).ToArray());

    private static Gen<byte[]> Edited(byte[] bytes) =>
        from at in Gen.Choose(0, Math.Max(0, bytes.Length - 1))
        from octet in Gen.Choose(0, 255)
        select (byte[])[.. bytes[..at], (byte)octet, .. bytes.Skip(at + 1)];

    private static void Holds<T>(Func<Gen<T>> gen, Action<T> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
        Prop.ForAll(gen().ToArbitrary(), property));

    private static string Read(byte[] bytes)
    {
        var fields = new List<string>();
        var reader = new ProtoReader(bytes);
        while (reader.TryNext())
        {
            var value = reader.IsBytes ? $"'{Convert.ToHexStringLower(reader.Bytes)}'" : reader.Number.ToString(CultureInfo.InvariantCulture);
            fields.Add(FormattableString.Invariant($"{reader.Field}={value}"));
        }

        if (reader.IsMalformed)
            fields.Add("!");
        return string.Join(' ', fields);
    }
}
