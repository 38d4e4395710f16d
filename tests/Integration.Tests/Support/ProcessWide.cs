namespace Instrumentation.Integration.Tests.Support;

/// <summary>Tests that hear all that the process does. They run when nothing else runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
