namespace Instrumentation.Runtime.Tests.Support;

/// <summary>
/// Tests of what a process has one of: variables, standard output and error, listeners, which hear the sources of every other test.
/// They run one after the other, when nothing else runs.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
