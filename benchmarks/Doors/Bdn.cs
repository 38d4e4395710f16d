using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Instrumentation.Benchmarks.Cases;
using Instrumentation.Benchmarks.Measuring;

namespace Instrumentation.Benchmarks.Doors;

/// <summary>The same loops under BenchmarkDotNet, each case beside its first peer, in this process: what listens is set up here.</summary>
internal static class Bdn
{
    // Longer than any name.
    private const int NameWidth = 80;

    /// <param name="filter">A part of cases' names; null for all.</param>
    /// <returns>What the process ends with.</returns>
    public static int Run(string? filter)
    {
        Filter = filter;
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(NameWidth));
        CaseLoops[] all = [new Loops(), new Bursts(), new ThreadLoops(), new PageLoops()];
        Type[] kinds = [.. all.Where(static kind => kind.Names.Any()).Select(static kind => kind.GetType())];
        if (kinds.Length == 0)
        {
            Console.Error.WriteLine($"No case that is a loop has \"{filter}\" in its name; compare measures the others.");
            return 2;
        }

        return BenchmarkRunner.Run(kinds, config).SelectMany(static summary => summary.Reports).All(static report => report.Success) ? 0 : 1;
    }

    internal static string? Filter { get; private set; }
}

/// <summary>A case and its first peer. How many operations an invocation has must be known when this is compiled: hence a class for each number.</summary>
[MemoryDiagnoser]
public abstract class CaseLoops
{
    private IEnumerator<Case>? _cases;
    private LoopCase? _case;

    /// <summary>The names of the cases.</summary>
    public IEnumerable<string> Names => Suites.Select(Bdn.Filter).OfType<LoopCase>().Where(one => one.Turn == Turn).Select(static one => one.Name);

    /// <summary>Which case.</summary>
    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    /// <summary>How many operations its cases ask for; null where any number will do.</summary>
    protected abstract int? Turn { get; }

    /// <summary>Makes what the case needs.</summary>
    [GlobalSetup]
    public void Begin()
    {
        _cases = Suites.Select(Case).GetEnumerator();
        while (_cases.MoveNext() && _cases.Current.Name != Case)
        {
            // Those before it in its suite.
        }

        _case = (LoopCase)_cases.Current;
    }

    /// <summary>Lets go of it.</summary>
    [GlobalCleanup]
    public void End() => _cases?.Dispose();

    /// <summary>Our loop.</summary>
    protected void RunOurs(int count) => _case!.Ours(count);

    /// <summary>The peer's.</summary>
    protected void RunPeer(int count) => _case!.Peers[0].Loop(count);

    /// <summary>Waits until queues are empty.</summary>
    protected void WaitForQueues() => _case!.Settle();
}

/// <summary>Cases that may go on for as long as one likes.</summary>
public class Loops : CaseLoops
{
    private const int Operations = 1_024;

    /// <inheritdoc/>
    protected override int? Turn => null;

    /// <summary>Our loop.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public void Ours() => RunOurs(Operations);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void Peer() => RunPeer(Operations);
}

/// <summary>Cases of which as many operations follow each other as fit a queue, which is empty before them: hence many iterations, which are short.</summary>
[WarmupCount(1_000), IterationCount(151)]
public class Bursts : CaseLoops
{
    /// <inheritdoc/>
    protected override int? Turn => SpanCases.Burst;

    /// <summary>Our loop.</summary>
    [Benchmark(OperationsPerInvoke = SpanCases.Burst)]
    public void Ours() => RunOurs(SpanCases.Burst);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = SpanCases.Burst)]
    public void Peer() => RunPeer(SpanCases.Burst);

    /// <summary>Waits until queues are empty.</summary>
    [IterationCleanup]
    public void Settle() => WaitForQueues();
}

/// <summary>Cases that begin threads: so many operations that this costs nothing beside them.</summary>
public class ThreadLoops : CaseLoops
{
    /// <inheritdoc/>
    protected override int? Turn => ThreadCases.Turn;

    /// <summary>Our loop.</summary>
    [Benchmark(OperationsPerInvoke = ThreadCases.Turn)]
    public void Ours() => RunOurs(ThreadCases.Turn);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ThreadCases.Turn)]
    public void Peer() => RunPeer(ThreadCases.Turn);
}

/// <summary>Cases whose operations are long.</summary>
[WarmupCount(10)]
public class PageLoops : CaseLoops
{
    /// <inheritdoc/>
    protected override int? Turn => PageCases.Turn;

    /// <summary>Our loop.</summary>
    [Benchmark(OperationsPerInvoke = PageCases.Turn)]
    public void Ours() => RunOurs(PageCases.Turn);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PageCases.Turn)]
    public void Peer() => RunPeer(PageCases.Turn);
}
