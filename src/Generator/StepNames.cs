namespace Instrumentation.Generator;

/// <summary>The generator's steps, as the driver tracks them.</summary>
public static class StepNames
{
    /// <summary>What the build says of the project.</summary>
    public const string Project = nameof(Project);

    /// <summary>What is generated from declarations alone.</summary>
    public const string Surface = nameof(Surface);

    /// <summary>The observed calls, file by file.</summary>
    public const string Calls = nameof(Calls);

    /// <summary>One file's observed calls.</summary>
    public const string FileCalls = nameof(FileCalls);

    /// <summary>The targets that one file calls.</summary>
    public const string FileTargets = nameof(FileTargets);

    /// <summary>Every target that is called.</summary>
    public const string Targets = nameof(Targets);

    /// <summary>The targets of one type.</summary>
    public const string Holders = nameof(Holders);

    /// <summary>A partial wrapper.</summary>
    public const string Partials = nameof(Partials);

    /// <summary>A decorated interface.</summary>
    public const string Decorators = nameof(Decorators);

    /// <summary>All types whose members are instruments.</summary>
    public const string InstrumentTypes = nameof(InstrumentTypes);

    /// <summary>The instruments of one type.</summary>
    public const string Instruments = nameof(Instruments);

    /// <summary>All async methods that observe themselves.</summary>
    public const string AsyncMethods = nameof(AsyncMethods);

    /// <summary>The async methods of one type that observe themselves.</summary>
    public const string AsyncHolders = nameof(AsyncHolders);

    /// <summary>Whether the build wants to know that the generator ran.</summary>
    public const string Proof = nameof(Proof);
}
