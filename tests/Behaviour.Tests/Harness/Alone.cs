namespace Instrumentation.Behaviour.Tests.Harness;

/// <summary>Listeners are the process's: tests that listen, or that must not be listened to, run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone in the process";
}
