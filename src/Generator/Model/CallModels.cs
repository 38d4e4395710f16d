using System.Linq;

namespace Instrumentation.Generator.Model;

/// <summary>The observed calls of one file.</summary>
/// <param name="Hint">The file's name for generated output: the same on every machine.</param>
/// <param name="Checksum">Stands for the content of the file.</param>
/// <param name="Calls">Its calls, by target.</param>
public sealed record FileCalls(string Hint, string Checksum, EquatableArray<TargetCalls> Calls)
{
    /// <summary>Those of a file without any.</summary>
    public static FileCalls None { get; } = new("", "", default);

    /// <summary>The targets of the calls, each once.</summary>
    public EquatableArray<TargetModel> Targets => Calls.Select(static c => c.Target).ToEquatableArray();
}

/// <summary>The calls of one target in a file.</summary>
public sealed record TargetCalls(TargetModel Target, EquatableArray<CallSite> Sites);

/// <summary>A call, as the compiler wants it named; the data carries a checksum of the whole file.</summary>
public sealed record CallSite(int Version, string Data, string Display);
