using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Parsing;

/// <summary>Brings the targets of all files together: one class a type.</summary>
internal static class TargetGroups
{
    /// <summary>Every target once, in a stable order.</summary>
    public static EquatableArray<TargetModel> Distinct(ImmutableArray<EquatableArray<TargetModel>> files) => files
        .SelectMany(static targets => targets)
        .Distinct()
        .OrderBy(static t => t.Holder, System.StringComparer.Ordinal).ThenBy(static t => t.Member, System.StringComparer.Ordinal)
        .ToEquatableArray();

    public static IEnumerable<HolderModel> Holders(EquatableArray<TargetModel> targets, string @namespace) => targets
        .GroupBy(static t => t.Holder)
        .Select(group => new HolderModel(@namespace, group.Key, group.First().Scope, group.ToEquatableArray()));

    public static IEnumerable<AsyncHolderModel> AsyncHolders(EquatableArray<AsyncMethodModel> methods) => methods
        .GroupBy(static m => m.Target.Holder)
        .Select(static group => new AsyncHolderModel(group.Key, group.ToEquatableArray()));
}
