using System.Text;
using FsCheck.Fluent;
using Instrumentation.Export.Prometheus.Listener;
using Instrumentation.Runtime.Tests.Context;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

/// <summary>What is a request, what is none, and that it does not matter in which pieces it comes.</summary>
public sealed class RequestHeadTests
{
    private static readonly ListenerLimits Small = ListenerLimits.Default with { RequestLineSize = 60, HeadSize = 200 };

    private static readonly string[] RequestLines =
        ["GET /metrics HTTP/1.1\r\n", "HEAD /metrics HTTP/1.0\r\n", "GET http://localhost/metrics?a=b HTTP/1.1\r\n", "\r\nGET / HTTP/1.1\r\n", "GET /0123456789012345678901234567890123456789 HTTP/1.1\r\n"];

    private static readonly string[] Fields =
        ["Host: localhost:9464\r\n", "host:\tx\r\n", "Connection: close, x\r\n", "Connection: Keep-Alive\r\n", "Accept: text/plain\r\n", "Content-Length: 0\r\n", "Content-Length: 12\r\n", "\r\n"];

    private static readonly string[] Faults =
        ["PRI * HTTP/2.0\r\n", "GET  / HTTP/1.1\r\n", "Content-Length: x\r\n", " folded\r\n", "No colon\r\n", "Bare: lf\n", "Nul: \0\r\n", "\n", "\r"];

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", "GET", "/metrics", "a", true)]
    [InlineData("\r\nHEAD /m?x=http://y HTTP/1.1\r\nhOST:  a:1 \t\r\n\r\n", "HEAD", "/m", "a:1", true)]
    [InlineData("GET http://b:2/m?x HTTP/1.1\r\nHost: a\r\n\r\n", "GET", "/m", "b:2", true)]
    [InlineData("GET HTTP://b HTTP/1.1\r\nHost: a\r\n\r\n", "GET", "/", "b", true)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS", "*", "a", true)]
    [InlineData("GET /m HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", "GET", "/m", "a", false)]
    [InlineData("GET /m HTTP/1.0\r\n\r\n", "GET", "/m", null, false)]
    [InlineData("GET /m HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET", "/m", null, true)]
    [InlineData("GET /m HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", "GET", "/m", null, false)]
    [InlineData("GET /m HTTP/1.9\r\nHost: a\r\n\r\n", "GET", "/m", "a", true)]
    [InlineData("GET /m HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\n", "GET", "/m", "a", true)]
    [InlineData("GET /m HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", "GET", "/m", "a", false)]
    [InlineData("POST /m HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "POST", "/m", "a", false)]
    public void A_request_says_what_it_asks_for(string text, string method, string path, string? host, bool keepsAlive)
    {
        var (head, taken) = Read(ListenerLimits.Default, text);

        Assert.True(head.IsOver);
        Assert.Null(head.Refusal);
        Assert.Equal((text.Length, method, path, host, keepsAlive), (taken, head.Method, head.Path, head.Host, head.KeepsAlive));
    }

    [Fact]
    public void Headers_that_come_twice_are_one_list()
    {
        var (head, _) = Read(ListenerLimits.Default, "GET /m HTTP/1.1\r\nHost: a\r\nAccept: x;q=0.5\r\nACCEPT: y\r\nAccept-Encoding: gzip\r\nX-Prometheus-Scrape-Timeout-Seconds: 9.5\r\n\r\n");

        Assert.Equal(new("x;q=0.5, y", "gzip", "9.5"), head.Scrape);
    }

    [Fact]
    public void What_follows_a_request_is_the_next_one()
    {
        const string One = "GET /m HTTP/1.1\r\nHost: a\r\n\r\n";

        Assert.Equal(One.Length, Read(ListenerLimits.Default, One + One).Taken);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001", 400)] // TLS, before its first line ends
    [InlineData("GET /m HTTP/1.1\nHost: a\n\n", 400)]
    [InlineData("\r\n\r\nGET /m HTTP/1.1\r\n", 400)]
    [InlineData("GET /m\r\n", 400)]
    [InlineData("GET  /m HTTP/1.1\r\n", 400)]
    [InlineData("GET /m x HTTP/1.1\r\n", 400)]
    [InlineData("G(T /m HTTP/1.1\r\n", 400)]
    [InlineData("GET m HTTP/1.1\r\n", 400)]
    [InlineData("GET https://a/m HTTP/1.1\r\n", 400)]
    [InlineData("GET http://user@a/m HTTP/1.1\r\n", 400)]
    [InlineData("GET http:///m HTTP/1.1\r\n", 400)]
    [InlineData("CONNECT a:80 HTTP/1.1\r\n", 400)]
    [InlineData("GET /\u00e9 HTTP/1.1\r\n", 400)]
    [InlineData("GET /m HTTP/11\r\n", 400)]
    [InlineData("GET /m http/1.1\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nHost : a\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nHost: a\r\n folded\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\n: a\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nA: b\0\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nA: b\rc\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nContent-Length: -1\r\n", 400)]
    [InlineData("GET /m HTTP/1.1\r\nContent-Length:\r\n", 400)]
    [InlineData("PRI * HTTP/2.0\r\n", 505)]
    [InlineData("GET /m HTTP/0.9\r\n", 505)]
    public void What_is_no_request_is_refused_as_soon_as_that_shows(string text, int status)
    {
        var (head, _) = Read(ListenerLimits.Default, text);

        Assert.Equal(status, head.Refusal?.Status);
        Assert.False(head.KeepsAlive);
    }

    [Fact]
    public void A_line_and_a_head_may_be_as_long_as_the_limit_and_no_longer()
    {
        const string Line = "GET / HTTP/1.1\r\n";
        var longest = "GET /" + new string('x', 60 - Line.Length) + " HTTP/1.1\r\n";
        var host = "Host: a\r\n";
        var field = "A: " + new string('b', 200 - 60 - host.Length - "A: \r\n\r\n".Length) + "\r\n";

        Assert.Equal((true, null), Outcome(longest + host + field + "\r\n"));
        Assert.Equal((true, 414), Outcome(longest.Insert(5, "x")));
        Assert.Equal((true, 414), Outcome("GET /" + new string('x', 60)));
        Assert.Equal((true, 431), Outcome(longest + host + field.Insert(3, "x") + "\r\n"));
        Assert.Equal((true, 431), Outcome(longest + host + "A: " + new string('b', 200)));
        Assert.Equal((false, null), Outcome(longest + host + field));

        static (bool, int?) Outcome(string text) => Read(Small, text).Head is var head ? (head.IsOver, head.Refusal?.Status) : default;
    }

    [Fact]
    public void It_does_not_matter_in_which_pieces_it_comes()
    {
        var outcomes = new HashSet<int?>();
        var drawn = from first in Gen.Frequency((9, Gen.Elements(RequestLines)), (1, Gen.Elements(Faults)))
                    from lines in Gen.Frequency((19, Gen.Elements(Fields)), (1, Gen.Elements(Faults))).ListOf()
                    from text in Hostile.EditedOf(first + string.Concat(lines))
                    from cuts in Gen.Choose(0, 250).ListOf()
                    select (Text: text, Cuts: cuts);
        Hostile.Holds(drawn, it =>
        {
            var (whole, taken) = Read(Small, it.Text);
            var (pieces, takenInPieces) = Read(Small, it.Text, [.. it.Cuts]);
            outcomes.Add(whole.IsOver ? whole.Refusal?.Status ?? 200 : null);

            Assert.Equal((whole.IsOver, whole.Refusal?.Status), (pieces.IsOver, pieces.Refusal?.Status));
            if (whole is { IsOver: true, Refusal: null })
                Assert.Equal((taken, whole.Method, whole.Path, whole.Host, whole.KeepsAlive), (takenInPieces, pieces.Method, pieces.Path, pieces.Host, pieces.KeepsAlive));
        });

        Assert.Equal([null, 200, 400, 414, 431, 505], outcomes.Order());
    }

    private static (RequestHead Head, int Taken) Read(ListenerLimits limits, string text, params int[] cuts)
    {
        var (head, bytes, taken) = (new RequestHead(limits), Encoding.Latin1.GetBytes(text), 0);
        foreach (var end in cuts.Where(cut => cut < bytes.Length).Append(bytes.Length).Order())
        {
            if (!head.IsOver && end > taken)
                taken += head.Take(bytes.AsSpan(taken..end));
        }

        return (head, taken);
    }
}
