using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// Finds the calls that are observed: in each file by name, and only then by binding; and only in files that have changed, as long as the
/// surface has not.
/// </summary>
internal static class CallFinder
{
    public static EquatableArray<FileCalls> Find(Compilation compilation, ProjectModel project, CancellationToken cancellation)
    {
        if (!project.IsEnabled)
            return default;

        var surface = Surface.Of(compilation, cancellation);
        var files = ImmutableArray.CreateBuilder<FileCalls>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree, cancellation);
            if (index.Found is not { } found || found.Surface.Hash != surface.Hash)
                index.Found = found = new TreeIndex.FoundCalls(surface, FindIn(tree, index, surface, compilation, project, cancellation));
            if (found.Calls is { } calls)
                files.Add(calls);
        }

        return WithoutTwins(files);
    }

    /// <summary>Binds the invocations of one file that are called what an observed method is called.</summary>
    private static FileCalls? FindIn(
        SyntaxTree tree, TreeIndex index, Surface surface, Compilation compilation, ProjectModel project, CancellationToken cancellation)
    {
        var spans = index.Invocations(surface.Names);
        if (spans.Count == 0)
            return null;

        var model = compilation.GetSemanticModel(tree);
        var root = tree.GetRoot(cancellation);
        var targets = new Dictionary<ISymbol, TargetModel?>(SymbolEqualityComparer.Default);
        var sites = new Dictionary<TargetModel, List<CallSite>>();
        foreach (var span in spans)
        {
            if (root.FindNode(span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
                || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol called)
            {
                continue;
            }

            var definition = called.Declaration();
            if (!targets.TryGetValue(definition, out var target))
                targets.Add(definition, target = TargetOf(definition, surface, compilation));
            if (target is null || CallEligibility.Check(call, called, model, cancellation) != CallObstacle.None
                || model.GetInterceptableLocation(call, cancellation) is not { } location)
            {
                continue;
            }

            if (!sites.TryGetValue(target, out var list))
                sites.Add(target, list = []);
            var line = tree.GetLineSpan(span, cancellation).StartLinePosition.Line + 1;
            list.Add(new CallSite(location.Version, location.Data, $"{Path.GetFileName(tree.FilePath)}({line})"));
        }

        return sites.Count == 0
            ? null
            : new FileCalls(
                OutputName.Of(tree.FilePath, project.ProjectDirectory),
                Checksum(tree, cancellation),
                sites.Select(static s => new TargetCalls(s.Key, s.Value.ToEquatableArray())).ToEquatableArray());
    }

    private static TargetModel? TargetOf(IMethodSymbol called, Surface surface, Compilation compilation) =>
        CallEligibility.Intercepted(called, compilation) is { } attributed
            ? surface.Intern(TargetParser.Parse(attributed, called, Strategy.Interceptor, compilation))
            : null;

    /// <summary>A place names its file by content: of files with the same content none can be intercepted.</summary>
    private static EquatableArray<FileCalls> WithoutTwins(ImmutableArray<FileCalls>.Builder files)
    {
        var seen = new HashSet<string>();
        var twins = new HashSet<string>();
        foreach (var file in files)
        {
            if (!seen.Add(file.Checksum))
                twins.Add(file.Checksum);
        }

        if (twins.Count > 0)
            files.RemoveAll(file => twins.Contains(file.Checksum));
        return new EquatableArray<FileCalls>(files.ToImmutable());
    }

    private static string Checksum(SyntaxTree tree, CancellationToken cancellation) =>
        System.Convert.ToBase64String([.. tree.GetText(cancellation).GetChecksum()]);
}
