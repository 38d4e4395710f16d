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
        var summary = BenchmarkRunner.Run<Loops>(config);
        return summary.Reports.Length > 0 && summary.Reports.All(static report => report.Success) ? 0 : 1;
    }

    internal static string? Filter { get; private set; }
}

/// <summary>A case and its first peer. An invocation is a burst of operations that fits every queue.</summary>
[MemoryDiagnoser]
public class Loops
{
    private const int Operations = 1_024;

    private IEnumerator<Case>? _cases;
    private LoopCase? _case;

    /// <summary>The names of the cases that are loops.</summary>
    public static IEnumerable<string> Names => Suites.Select(Bdn.Filter).OfType<LoopCase>().Select(static one => one.Name);

    /// <summary>Which case.</summary>
    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

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

    /// <summary>Waits until queues are empty.</summary>
    [IterationCleanup]
    public void Settle() => _case!.Settle();

    /// <summary>Our loop.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public void Ours() => _case!.Ours(Operations);

    /// <summary>The peer's.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void Peer() => _case!.Peers[0].Loop(Operations);
}
