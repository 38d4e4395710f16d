using System.Runtime.CompilerServices;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>The parts of the world that a metric tells apart.</summary>
internal enum Region
{
    North,
    South,
    East,
    West,
}

/// <summary>What is called: without attributes, and with them.</summary>
internal sealed class Work
{
    private int _state;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Plain(int x) => _state += x;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int PlainTags(Region region, int lines) => _state += lines + (int)region;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task PlainTask() => Task.CompletedTask;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> PlainValueTask(int x) => new(_state += x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> PlainValueTaskTags(Region region, int lines) => new(_state += lines + (int)region);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task PlainHands(Task task) => task;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int PlainEight(string method, int status, string scheme, string address, int port, string route, string version, bool express) =>
        _state += status + port + method.Length + scheme.Length + address.Length + route.Length + version.Length + (express ? 1 : 0);

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public int Traced(int x) => _state += x;

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public int TracedTags([Tag("order.region")] Region region, [Tag("order.lines")] int lines) => _state += lines + (int)region;

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public int TracedEight(
        [Tag("http.request.method")] string method,
        [Tag("http.response.status_code")] int status,
        [Tag("url.scheme")] string scheme,
        [Tag("server.address")] string address,
        [Tag("server.port")] int port,
        [Tag("http.route")] string route,
        [Tag("network.protocol.version")] string version,
        [Tag("order.express")] bool express) =>
        _state += status + port + method.Length + scheme.Length + address.Length + route.Length + version.Length + (express ? 1 : 0);

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public Task TracedTask() => Task.CompletedTask;

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public Task TracedHands(Task task) => task;

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> TracedValueTask(int x) => new(_state += x);

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> TracedValueTaskTags([Tag("order.region")] Region region, [Tag("order.lines")] int lines) => new(_state += lines + (int)region);

    [Traced, Counted, Timed, MethodImpl(MethodImplOptions.NoInlining)]
    public int AllThree(int x) => _state += x;

    [InFlight, MethodImpl(MethodImplOptions.NoInlining)]
    public int InFlight(int x) => _state += x;

    public long SumPlain(int n)
    {
        var sum = 0L;
        for (var i = 0; i < n; i++)
            sum += Half(i);
        return sum;
    }

    public long SumTraced(int n)
    {
        var sum = 0L;
        for (var i = 0; i < n; i++)
            sum += TracedHalf(i);
        return sum;
    }

    internal static int Half(int x) => x >> 1;

    [Traced]
    internal static int TracedHalf(int x) => x >> 1;
}
