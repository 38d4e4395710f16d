using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>What was found in each file of a compilation, in the order of the files.</summary>
internal sealed class FoundFiles
{
    private readonly ImmutableArray<FileCalls> _found;

    public FoundFiles(ImmutableArray<FileCalls> found)
    {
        _found = found;
        Calls = new EquatableArray<FileCalls>(WithoutTwins(found));
    }

    /// <summary>The calls that can be intercepted: one element a file, so that the calls of a file keep their place.</summary>
    public EquatableArray<FileCalls> Calls { get; }

    /// <summary>Whether that was found in the files, instance by instance.</summary>
    public bool Are(ImmutableArray<FileCalls> found)
    {
        if (found.Length != _found.Length)
            return false;
        for (var i = 0; i < found.Length; i++)
        {
            if (!ReferenceEquals(found[i], _found[i]))
                return false;
        }

        return true;
    }

    /// <summary>A place names its file by content: of files with the same content none can be intercepted.</summary>
    private static ImmutableArray<FileCalls> WithoutTwins(ImmutableArray<FileCalls> found)
    {
        var seen = new HashSet<string>();
        var twins = new HashSet<string>();
        foreach (var file in found)
        {
            if (!file.Calls.IsEmpty && !seen.Add(file.Checksum))
                twins.Add(file.Checksum);
        }

        return twins.Count == 0 ? found : [.. found.Select(file => twins.Contains(file.Checksum) ? FileCalls.None : file)];
    }
}
