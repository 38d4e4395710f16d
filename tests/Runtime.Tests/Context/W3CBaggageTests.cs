using Instrumentation.Context;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Context;

public sealed class W3CBaggageTests
{
    private static readonly W3CBaggagePropagator Propagator = new();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a b", "a%20b")]
    [InlineData("100%", "100%25")]
    [InlineData("a,b;c\\d\"e", "a%2Cb%3Bc%5Cd%22e")]
    [InlineData("a=b+c", "a=b+c")]
    [InlineData("Füße €", "F%C3%BC%C3%9Fe%20%E2%82%AC")]
    [InlineData("🚚", "%F0%9F%9A%9A")]
    [InlineData("\r\nset-cookie: a", "%0D%0Aset-cookie:%20a")]
    public void Values_are_percent_encoded_and_come_back(string value, string encoded)
    {
        Assert.Equal($"key={encoded}", Written(new() { ["key"] = value }));
        Assert.Equal(new Dictionary<string, string> { ["key"] = value }, Read($"key={encoded}"));
    }

    [Theory]
    [InlineData("a=1,b=2", "a", "1", "b", "2")]
    [InlineData(" a\t=\t1 ,\tb = 2 ", "a", "1", "b", "2")]
    [InlineData("a=1;property;other=x,b=2", "a", "1", "b", "2")]
    [InlineData("a=1,a=2", "a", "2")]
    [InlineData("A=1,a=2", "A", "1", "a", "2")]
    [InlineData("!#$%&'*+-.^_`|~=1", "!#$%&'*+-.^_`|~", "1")]
    [InlineData("a=%e2%82%ac", "a", "€")]
    [InlineData("a=%ff%41", "a", "\uFFFDA")]
    [InlineData("a=%4,b=%,c=%zz", "a", "%4", "b", "%", "c", "%zz")]
    public void A_header_is_read(string header, params string[] entries) =>
        Assert.Equal(entries.Chunk(2).ToDictionary(entry => entry[0], entry => entry[1]), Read(header));

    [Theory]
    [InlineData("nothing")]
    [InlineData("=1")]
    [InlineData("a b=1")]
    [InlineData("a(=1")]
    [InlineData("é=1")]
    [InlineData("a=é")]
    [InlineData("a=1 2")]
    [InlineData("a=\"1\"")]
    [InlineData("a=1\n")]
    public void A_malformed_entry_is_ignored_alone(string entry)
    {
        Assert.Equal(default, Propagator.Read(("baggage", [entry])));
        Assert.Equal(new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" }, Read($"x=1,{entry},y=2"));
    }

    [Fact]
    public void Several_headers_are_one()
    {
        var context = Propagator.Read(("baggage", ["a=1", "b=2,c=3"]));

        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["c"] = "3" }, context.Baggage.GetBaggage());
    }

    [Fact]
    public void Sixty_four_entries_go_in_and_out()
    {
        var many = string.Join(',', Enumerable.Range(0, 65).Select(i => $"k{i}=v"));

        Assert.Equal(64, Read(many).Count);
        Assert.Equal(64, Written(Enumerable.Range(0, 65).ToDictionary(i => $"k{i}", _ => "v")).Split(',').Length);
    }

    [Theory]
    [InlineData(8_190, true)]
    [InlineData(8_191, false)]
    public void Eight_kibibytes_go_in_and_out(int length, bool fits)
    {
        var value = new string('v', length);

        Assert.Equal(fits, Propagator.Read(("baggage", [$"k={value}"])).Baggage.Count == 1);
        Assert.Equal(fits, Propagator.Write(default, Baggage.Create(new() { ["k"] = value })).Count == 1);
    }

    [Fact]
    public void What_finds_no_room_is_left_out_as_a_whole()
    {
        var value = new string('v', 8_000);
        var big = new string('€', 900);

        Assert.Equal($"a={value},c=1", Written(new() { ["a"] = value, ["b"] = big, ["c"] = "1" }));
        Assert.Equal(new Dictionary<string, string> { ["a"] = value }, Read($"a={value},b={value},c=1"));
    }

    [Fact]
    public void An_entry_whose_key_is_no_token_is_not_written() =>
        Assert.Equal("a=1", Written(new() { ["b c"] = "0", ["a"] = "1", ["é"] = "2", ["a\r\nb"] = "3" }));

    [Fact]
    public void No_baggage_is_no_header()
    {
        Assert.Empty(Propagator.Write(Headers.Span()));
        Assert.Empty(Propagator.Write(default, Baggage.Create(new() { ["b c"] = "0" })));
    }

    [Fact]
    public void What_is_known_already_stays()
    {
        var known = new PropagationContext(Headers.Span(), Baggage.Create(new() { ["a"] = "1" }));

        Assert.Equal(known, Propagator.Extract(known, "", static (_, _) => ["a=2,b=3"]));
    }

    [Fact]
    public void The_span_beside_it_stays() =>
        Assert.Equal(Headers.Span(), Propagator.Extract(new(Headers.Span(), default), "", static (_, _) => ["a=2"]).ActivityContext);

    private static string Written(Dictionary<string, string> entries) => Propagator.Write(default, Baggage.Create(entries))["baggage"];

    private static IReadOnlyDictionary<string, string> Read(string header) => Propagator.Read(("baggage", [header])).Baggage.GetBaggage();
}
