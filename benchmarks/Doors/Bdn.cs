using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Instrumentation.Benchmarks.Measuring;

namespace Instrumentation.Benchmarks.Doors;

/// <summary>The same loops under BenchmarkDotNet, each case beside its first peer, in this process: what listens is set up here.</summary>
internal static class Bdn
{
    /// <param name="filter">A part of cases' names; null for all.</param>
    /// <returns>What the process ends with.</returns>
    public static int Run(string? filter)
    {
        Filter = filter;
        var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        var reports = BenchmarkRunner.Run([typeof(Loops), typeof(Bursts)], config).SelectMany(static summary => summary.Reports).ToList();
        return reports.Count > 0 && reports.All(static report => report.Success) ? 0 : 1;
    }

    internal static string? Filter { get; private set; }
}

/// <summary>A case and its first peer.</summary>
[MemoryDiagnoser]
public abstract class CaseLoops
{
    private const int Operations = 1_024;

    private IEnumerator<Case>? _cases;
    private LoopCase? _case;

    /// <summary>The names of the cases.</summary>
    public IEnumerable<string> Names => Suites.Select(Bdn.Filter).OfType<LoopCase>().Where(one => one.Turn is not null == AreBursts).Select(static one => one.Name);

    /// <summary>Which case.</summary>
    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    /// <summary>Whether an invocation must not be followed by the next before queues are empty.</summary>
    protected abstract bool AreBursts { get; }

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
    [Benchmark(OperationsPerInvoke = Operations)]
    public void Ours() => _case!.Ours(Operations);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void Peer() => _case!.Peers[0].Loop(Operations);

    /// <summary>Waits until queues are empty.</summary>
    protected void WaitForQueues() => _case!.Settle();
}

/// <summary>Cases that may go on for as long as one likes.</summary>
public class Loops : CaseLoops
{
    /// <inheritdoc/>
    protected override bool AreBursts => false;
}

/// <summary>Cases of which as many operations follow each other as fit a queue.</summary>
public class Bursts : CaseLoops
{
    /// <inheritdoc/>
    protected override bool AreBursts => true;

    /// <summary>Waits until queues are empty.</summary>
    [IterationCleanup]
    public void Settle() => WaitForQueues();
}
