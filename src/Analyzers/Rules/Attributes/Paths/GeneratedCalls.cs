using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Analyzers;

/// <summary>
/// The calls of observed methods that other generators wrote. Generators don't see each other's files, so nothing stands in these calls; rules
/// see all of them. What a generator writes before it has seen anything every generator sees, but such a text knows no method of a project.
/// </summary>
internal sealed class GeneratedCalls(Compilation compilation, InterceptedMethods methods)
{
    private readonly Lazy<Dictionary<IMethodSymbol, string>> _files = new(() => Find(compilation, methods));

    /// <summary>The name of a file in which a generator calls the method; null when none does.</summary>
    public string? FileWithCallOf(IMethodSymbol method) => _files.Value.TryGetValue(method, out var file) ? file : null;

    private static Dictionary<IMethodSymbol, string> Find(Compilation compilation, InterceptedMethods methods)
    {
        var files = new Dictionary<IMethodSymbol, string>(SymbolEqualityComparer.Default);
        foreach (var (tree, path) in OthersFiles(compilation))
        {
            SemanticModel? model = null;
            foreach (var call in methods.Declarations.Invocations(tree, CancellationToken.None))
            {
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetSymbolInfo(call).Symbol is IMethodSymbol called && methods.Find(called) is not null)
                    files[called.Declaration()] = path.Substring(path.LastIndexOf('/') + 1);
            }
        }

        return files;
    }

    private static IEnumerable<(SyntaxTree Tree, string Path)> OthersFiles(Compilation compilation)
    {
        var files = compilation.SyntaxTrees.Select(static t => (Tree: t, Path: t.FilePath.Replace('\\', '/'))).ToList();
        var own = files.Select(static f => f.Path.IndexOf(OwnFiles.Folder, StringComparison.Ordinal) is >= 0 and var start ? f.Path.Substring(0, start) : null)
            .FirstOrDefault(static folder => folder is not null);
        return files.Where(f => IsIn(own, f.Path) && !f.Path.Contains(OwnFiles.Folder));
    }

    // What this one wrote says where all of them write. Hosts that have no folder for them leave it out, and give files of their own a full path. In
    // the folder there may be files that the build made before: what a generator writes lies below its full name.
    private static bool IsIn(string? folder, string path)
    {
        if (string.IsNullOrEmpty(folder) ? Path.IsPathRooted(path) : !path.StartsWith(folder, StringComparison.Ordinal))
            return false;

        var parts = path.Substring(folder?.Length ?? 0).Split('/');
        return parts.Length >= 3 && parts[1].Contains('.') && Array.TrueForAll(parts[1].Split('.', '+'), SyntaxFacts.IsValidIdentifier);
    }
}
