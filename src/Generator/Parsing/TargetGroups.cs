using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Parsing;

/// <summary>Brings the targets of all files and declarations together: one class a type, one an enumeration.</summary>
internal static class TargetGroups
{
    /// <summary>Every target once, in a stable order.</summary>
    public static EquatableArray<TargetModel> Distinct(ImmutableArray<FileCalls> files, SurfaceModel surface) => files
        .SelectMany(static f => f.Calls).Select(static c => c.Target)
        .Concat(surface.Partials.Select(static p => p.Target))
        .Concat(surface.Decorators.SelectMany(static d => d.Members).Select(static m => m.Target).OfType<TargetModel>())
        .Distinct()
        .OrderBy(static t => t.Holder, System.StringComparer.Ordinal).ThenBy(static t => t.Member, System.StringComparer.Ordinal)
        .ToEquatableArray();

    public static IEnumerable<HolderModel> Holders(EquatableArray<TargetModel> targets, string @namespace) => targets
        .GroupBy(static t => t.Holder)
        .Select(group => new HolderModel(@namespace, group.Key, group.First().Scope, group.ToEquatableArray()));

    public static IEnumerable<EnumModel> Enums(EquatableArray<TargetModel> targets) => targets
        .SelectMany(static t => t.Tags).Select(static t => t.Enum).OfType<EnumModel>()
        .GroupBy(static e => e.TextClass).Select(static g => g.First());
}
