using System;
using System.Collections.Generic;
using System.Linq;

namespace Instrumentation.Generator.Contract;

/// <summary>How types are called in code.</summary>
public static class WrittenNames
{
    /// <summary>
    /// The names, those of attributes without their suffix too, and what using directives call them. An alias of one file is taken for one of all
    /// files: that costs a look and misses nothing.
    /// </summary>
    /// <param name="names">The names of the types.</param>
    /// <param name="aliases">What a using directive calls a type, and the type's simple name there.</param>
    public static HashSet<string> Of(IEnumerable<string> names, IEnumerable<(string Name, string Target)> aliases)
    {
        const string Suffix = nameof(Attribute);
        var all = new HashSet<string>();
        foreach (var name in names)
            Add(name);

        // An alias can stand for one of a namespace around it.
        var left = aliases.ToList();
        while (left.RemoveAll(alias => all.Contains(alias.Target) && Add(alias.Name)) > 0)
        {
        }

        return all;

        bool Add(string name)
        {
            all.Add(name);
            if (name.EndsWith(Suffix, StringComparison.Ordinal))
                all.Add(name.Substring(0, name.Length - Suffix.Length));
            return true;
        }
    }
}
