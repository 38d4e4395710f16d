using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus.Listener;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

/// <summary>What well-behaved clients get, from the beginning to the end.</summary>
[Collection(ProcessWide.Name)]
public sealed class ScrapeListenerTests
{
    private const string Get = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Fact]
    public async Task The_platforms_client_gets_the_page_again_and_again_on_one_connection()
    {
        await using var served = new ServedPage();
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                connections++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        http.DefaultRequestHeaders.Add("X-Prometheus-Scrape-Timeout-Seconds", "9.5");
        for (var i = 1; i <= 3; i++)
        {
            using var response = await http.GetAsync(await served.AddressAsync());

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
            Assert.Equal("page\n", await response.Content.ReadAsStringAsync());
            await served.ReleasedAsync(i);
        }

        Assert.Equal("9.5", served.Asked.Timeout);
        Assert.Equal("gzip", served.Asked.AcceptEncoding);
        Assert.Equal("application/openmetrics-text; version=1.0.0, text/plain; q=0.5", served.Asked.Accept);
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_compressed_page_says_so()
    {
        await using var served = new ServedPage();
        served.Answer = _ => ValueTask.FromResult(new ScrapeAnswer(200, "text/plain", isGzip: true, "zipped"u8.ToArray()));

        Assert.Contains("\r\nContent-Encoding: gzip\r\n", await served.ExchangeAsync(Get), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_gets_the_head_alone()
    {
        await using var served = new ServedPage();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, await served.AddressAsync());
        using var response = await http.SendAsync(request);

        Assert.Equal(5, response.Content.Headers.ContentLength);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        await served.ReleasedAsync(1);
    }

    [Fact]
    public async Task Both_loopback_addresses_have_the_page_and_no_other_has()
    {
        await using var served = new ServedPage();
        var places = await served.Listening;

        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], places.Select(static place => place.Address));
        foreach (var place in places)
        {
            using var client = await RawClient.ConnectAsync(place);
            await client.SendAsync(Get);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadAsync(17), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    [InlineData("*", "::")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    public async Task Another_address_has_it_when_it_was_asked_for(string host, string address)
    {
        await using var served = new ServedPage(host: host);

        Assert.Equal([IPAddress.Parse(address)], (await served.Listening).Select(static place => place.Address));
    }

    [Fact]
    public async Task All_addresses_are_those_of_both_kinds_and_any_name_will_do()
    {
        await using var served = new ServedPage(host: "*");
        var port = (await served.Listening)[0].Port;
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var client = await RawClient.ConnectAsync(new(address, port));
            await client.SendAsync(Get.Replace("localhost", "shop.example", StringComparison.Ordinal));
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.ReadAsync(17), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: attacker.example\r\n\r\n", 403)]
    [InlineData("GET http://attacker.example/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 403)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("GET /metrics/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 405)]
    [InlineData("DELETE /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 405)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 413)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)]
    public async Task What_is_not_for_the_page_is_told_so_in_one_answer(string request, int status)
    {
        await using var served = new ServedPage();
        var answer = await served.ExchangeAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == 405, answer.Contains("\r\nAllow: GET, HEAD\r\n", StringComparison.Ordinal));
        Assert.Single(answer.Split("HTTP/1.1 ")[1..]);
        Assert.Equal(default, served.Asked);
    }

    [Fact]
    public async Task Requests_that_come_at_once_are_answered_in_their_order()
    {
        await using var served = new ServedPage();
        var number = 0;
        served.Answer = async _ =>
        {
            await Task.Yield();
            return served.Page($"page {++number}\n");
        };
        var answer = await served.ExchangeAsync(Get + Get.Replace("/metrics", "/other", StringComparison.Ordinal) + Get + "GET /metrics HTTP/1.0\r\n\r\n" + Get);

        Assert.Equal(["200", "404", "200", "200"], answer.Split("HTTP/1.1 ")[1..].Select(static one => one[..3]));
        Assert.Equal(["page 1", "page 2", "page 3"], answer.Split("\r\n\r\n")[1..].Select(static body => body.Split('\n')[0]).Where(static line => line.StartsWith("page", StringComparison.Ordinal)));
        await served.ReleasedAsync(3);
    }

    [Fact]
    public async Task One_who_has_said_all_still_gets_the_answer()
    {
        await using var served = new ServedPage();
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        served.Answer = async _ =>
        {
            asked.SetResult();
            await go.Task;
            return served.Page("late\n");
        };
        using var client = await served.ConnectAsync();
        await client.SendAsync(Get);
        client.HangUpSending();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        go.SetResult();

        Assert.EndsWith("\r\n\r\nlate\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_fails_or_takes_too_long_costs_the_scraper_that_page()
    {
        using var surroundings = new Surroundings();
        await using var served = new ServedPage(ListenerLimits.Default with { ScrapeTime = TimeSpan.FromMilliseconds(50) });
        using var client = await served.ConnectAsync();
        served.Answer = static _ => throw new NotSupportedException();
        await client.SendAsync(Get);
        Assert.Equal("500", (await client.ReadAnswerAsync()).Status);

        var late = new TaskCompletionSource();
        served.Answer = async _ =>
        {
            await late.Task;
            return served.Page("late\n");
        };
        await client.SendAsync(Get);
        Assert.Equal("503", (await client.ReadAnswerAsync()).Status);
        late.SetResult();

        served.Answer = _ => ValueTask.FromResult(served.Page("well\n"));
        await client.SendAsync(Get);
        Assert.Equal(("200", "well\n"), await client.ReadAnswerAsync());
        await served.ReleasedAsync(2);
        Assert.Contains("making the Prometheus page threw System.NotSupportedException", surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_warning_and_is_taken_when_it_is_free()
    {
        using var surroundings = new Surroundings();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        await using var served = new ServedPage(ListenerLimits.Default with { BindPause = TimeSpan.FromMilliseconds(20) }, port: port);
        await surroundings.Error.SeenAsync("OTEL_EXPORTER_PROMETHEUS_PORT");
        Assert.False(served.Listening.IsCompleted);

        other.Dispose();
        using var http = new HttpClient();
        Assert.Equal("page\n", await http.GetStringAsync(await served.AddressAsync()));
        Assert.Equal(1, surroundings.Told.Split($"not served at localhost:{port}: the port is in use").Length - 1);
    }

    [Theory]
    [InlineData("192.0.2.1", "OTEL_EXPORTER_PROMETHEUS_HOST")]
    [InlineData("no.such.host.invalid", "OTEL_EXPORTER_PROMETHEUS_HOST")]
    public async Task A_host_that_this_machine_is_not_is_told_with_the_remedy(string host, string remedy)
    {
        using var surroundings = new Surroundings();
        await using var served = new ServedPage(host: host);

        await surroundings.Error.SeenAsync($"not served at {host}:0");
        Assert.Contains(remedy, surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_callers_span_nor_one_of_its_own_is_there_while_the_page_is_made()
    {
        using var source = new ActivitySource("Listener");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("start");
        await using var served = new ServedPage();
        var seen = ("", false);
        served.Answer = _ =>
        {
            seen = (Activity.Current?.DisplayName ?? "none", SuppressedTracing.IsOn);
            return ValueTask.FromResult(served.Page("page\n"));
        };

        await served.ExchangeAsync(Get);
        Assert.Equal(("none", true), seen);
    }

    [Fact]
    public async Task The_end_lets_answers_finish_and_hangs_up_on_who_says_nothing()
    {
        await using var served = new ServedPage();
        using var idle = await served.ConnectAsync();
        using var half = await served.ConnectAsync();
        using var busy = await served.ConnectAsync();
        await half.SendAsync("GET /met");
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        served.Answer = async _ =>
        {
            asked.SetResult();
            await go.Task;
            return served.Page("last\n");
        };
        await busy.SendAsync(Get + Get);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));

        var ending = served.EndAsync();
        Assert.Equal("", await idle.ReadToEndAsync());
        Assert.DoesNotContain("200", await half.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.False(ending.IsCompleted);
        go.SetResult();
        var answer = await busy.ReadToEndAsync();
        await ending.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split("last\n").Length);
        await Assert.ThrowsAsync<SocketException>(() => served.ConnectAsync());
    }

    [Fact]
    public async Task The_end_does_not_wait_beyond_its_time()
    {
        await using var served = new ServedPage();
        served.Answer = static _ => new(new TaskCompletionSource<ScrapeAnswer>().Task);
        using var client = await served.ConnectAsync();
        await client.SendAsync(Get);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await served.EndAsync(limit.Token).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
