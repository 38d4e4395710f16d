using FsCheck.Fluent;
using Instrumentation.Export.Prometheus.Listener;
using Instrumentation.Runtime.Tests.Context;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

/// <summary>Clients that are slow, or mean no good: none of them keeps the page from others, or holds anything for longer than the limits say.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostileClientTests
{
    private const string Get = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Who_says_a_request_byte_by_byte_is_told_that_it_took_too_long()
    {
        await using var served = new ServedPage(ListenerLimits.Default with { HeadTime = Soon });
        using var client = await served.ConnectAsync();
        var dripping = client.DripAsync("GET /metrics HTTP/1.1\r\nX: " + new string('x', 4_000), TimeSpan.FromMilliseconds(10));

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadAsync(13), StringComparison.Ordinal);
        Assert.InRange(await dripping, 1, 3_000);
    }

    [Fact]
    public async Task Who_says_nothing_is_hung_up_on_without_a_word()
    {
        await using var served = new ServedPage(ListenerLimits.Default with { IdleTime = Soon });
        using var fresh = await served.ConnectAsync();
        using var used = await served.ConnectAsync();
        await used.SendAsync(Get);

        Assert.Equal("", await fresh.ReadToEndAsync());
        Assert.EndsWith("\r\n\r\npage\n", await used.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /", 414)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: ", 431)]
    public async Task A_head_without_end_is_answered_and_not_read(string beginning, int status)
    {
        await using var served = new ServedPage();
        using var client = await served.ConnectAsync();
        await client.SendAsync(beginning + new string('x', 100_000));
        var answer = await client.ReadToEndAsync();

        // To the end: a connection that is cut while the client still sends takes the answer with it.
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.EndsWith(".\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_number_are_answered_and_not_kept()
    {
        await using var served = new ServedPage();
        var answer = await served.ExchangeAsync("GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 10_000)));

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_read_the_page_holds_it_for_the_time_of_sending_and_no_longer()
    {
        await using var served = new ServedPage(ListenerLimits.Default with { SendTime = Soon });
        var bytes = new byte[32 << 20];
        served.Answer = _ => ValueTask.FromResult(served.Page(bytes));
        using var client = await served.ConnectAsync(receiveBuffer: 4_096);
        await client.SendAsync(Get);

        await served.ReleasedAsync(1);
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_of_the_page_lets_go_of_it()
    {
        await using var served = new ServedPage();
        var bytes = new byte[32 << 20];
        served.Answer = _ => ValueTask.FromResult(served.Page(bytes));
        for (var i = 1; i <= 5; i++)
        {
            await HangUpAsync();
            await served.ReleasedAsync(i);
        }

        served.Answer = _ => ValueTask.FromResult(served.Page("page\n"));
        Assert.EndsWith("\r\n\r\npage\n", await served.ExchangeAsync(Get), StringComparison.Ordinal);

        async Task HangUpAsync()
        {
            using var client = await served.ConnectAsync(receiveBuffer: 4_096);
            await client.SendAsync(Get);
            await client.ReadAsync(100_000);
            client.Abort();
        }
    }

    [Fact]
    public async Task As_many_as_there_may_be_who_say_nothing_keep_nobody_out()
    {
        await using var served = new ServedPage(ListenerLimits.Default with { Connections = 4 });
        var silent = new List<RawClient>();
        for (var i = 0; i < 20; i++)
        {
            silent.Add(await served.ConnectAsync());
            await silent[^1].SendAsync(i % 2 == 0 ? "" : "GET /met");
            Assert.EndsWith("\r\n\r\npage\n", await served.ExchangeAsync(Get), StringComparison.Ordinal);
        }

        // The one that has been waited for longest went first.
        Assert.Equal("", await silent[0].ReadToEndAsync());
        await silent[^1].SendAsync("rics HTTP/1.0\r\n\r\n");
        Assert.EndsWith("\r\n\r\npage\n", await silent[^1].ReadToEndAsync(), StringComparison.Ordinal);
        silent.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task While_as_many_as_there_may_be_are_answered_others_are_told_to_come_another_time()
    {
        using var surroundings = new Surroundings();
        await using var served = new ServedPage(ListenerLimits.Default with { Connections = 2 });
        using var asked = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        served.Answer = async _ =>
        {
            asked.Release();
            await go.Task;
            return served.Page("page\n");
        };
        using var first = await served.ConnectAsync();
        using var second = await served.ConnectAsync();
        foreach (var client in new[] { first, second })
        {
            await client.SendAsync(Get);
            Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(10)));
        }

        Assert.StartsWith("HTTP/1.1 503 ", await served.ExchangeAsync(Get), StringComparison.Ordinal);
        go.SetResult();
        foreach (var client in new[] { first, second })
            Assert.Equal(("200", "page\n"), await client.ReadAnswerAsync());
        Assert.EndsWith("\r\n\r\npage\n", await served.ExchangeAsync(Get), StringComparison.Ordinal);
        Assert.Contains("More than 2 scrapers", surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_scrapers_at_once_get_the_whole_page()
    {
        await using var served = new ServedPage();
        var page = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"series_{i} {i}\n"));
        var together = new TaskCompletionSource();
        var asked = 0;
        served.Answer = async _ =>
        {
            if (Interlocked.Increment(ref asked) == 200)
                together.SetResult();
            await together.Task;
            return served.Page(page);
        };
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var address = await served.AddressAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => http.GetStringAsync(address)));

        Assert.All(pages, got => Assert.True(got == page));
        await served.ReleasedAsync(200);
    }

    [Fact]
    public async Task Any_bytes_are_answered_by_an_error_or_by_hanging_up()
    {
        await using var served = new ServedPage(ListenerLimits.Default with { HeadTime = Soon });
        var statuses = new HashSet<string>();
        Hostile.Holds(Gen.OneOf(Hostile.Bytes, Hostile.EditedOf(Get)), text =>
        {
            var answer = served.ExchangeAsync(text).GetAwaiter().GetResult();
            statuses.UnionWith(answer.Split("HTTP/1.1 ")[1..].Select(static one => one[..3]));
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), answer);
        });

        Assert.EndsWith("\r\n\r\npage\n", await served.ExchangeAsync(Get), StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "200", "400", "403", "404", "405" }, statuses);
        Assert.DoesNotContain("500", statuses);
    }
}
