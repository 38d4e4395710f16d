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
        var trees = ((CSharpCompilation)compilation).SyntaxTrees;
        var files = ImmutableArray.CreateBuilder<FileCalls>(trees.Length);
        foreach (var tree in trees)
        {
            var index = TreeIndex.Of(tree, cancellation);
            if (index.Found is not { } found || found.SurfaceHash != surface.Hash || found.ProjectDirectory != project.ProjectDirectory)
            {
                var calls = Renewed(index.Found, FindIn(tree, index, surface, compilation, project, cancellation));
                index.Found = found = new TreeIndex.FoundCalls(surface.Hash, project.ProjectDirectory, calls);
            }

            files.Add(found.Calls);
        }

        var all = files.MoveToImmutable();
        if (surface.Found is not { } known || !known.Are(all))
            surface.Found = known = new FoundFiles(all);
        return known.Calls;
    }

    /// <summary>Binds the invocations of one file that are called what an observed method is called.</summary>
    private static FileCalls FindIn(
        SyntaxTree tree, TreeIndex index, Surface surface, Compilation compilation, ProjectModel project, CancellationToken cancellation)
    {
        var spans = index.Invocations(surface.Names);
        if (spans.Count == 0)
            return FileCalls.None;

        var model = BindingModel.Of(tree, compilation);
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
            ? FileCalls.None
            : new FileCalls(
                OutputName.Of(tree.FilePath, project.ProjectDirectory),
                Checksum(tree, cancellation),
                sites.Select(static s => new TargetCalls(s.Key, s.Value.ToEquatableArray())).ToEquatableArray());
    }

    // Most often another surface changes nothing here; what has not changed stays the instance that all later steps know.
    private static FileCalls Renewed(TreeIndex.FoundCalls? before, FileCalls calls) => before?.Calls == calls ? before.Calls : calls;

    private static TargetModel? TargetOf(IMethodSymbol called, Surface surface, Compilation compilation) =>
        CallEligibility.Intercepted(called, compilation) is { } attributed
            ? surface.Intern(TargetParser.Parse(attributed, called, Strategy.Interceptor, compilation))
            : null;

    private static string Checksum(SyntaxTree tree, CancellationToken cancellation) =>
        System.Convert.ToBase64String([.. tree.GetText(cancellation).GetContentHash()]);
}
