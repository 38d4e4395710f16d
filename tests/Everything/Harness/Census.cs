using System.Collections.Immutable;
using System.Globalization;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Everything.Tests.Harness;

/// <summary>
/// What became of every attributed method of a program and of every call of one. It asks the compiler, by operations and by what it says of
/// interceptors, and the rules; not the generator.
/// </summary>
internal sealed class Census
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new AttributeCanHaveNoEffect(), new CallGoesAroundTheWrapper()];

    private readonly HashSet<ISymbol> _attributed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _diagnosed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _wrapped = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _goneAround = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, int> _reasons = [];
    private readonly HashSet<Location> _saidOfCalls;

    private Census(Run run, ImmutableArray<Diagnostic> said)
    {
        var trees = run.Output.SyntaxTrees.Except(run.Result.GeneratedSources.Select(static s => s.SyntaxTree)).ToList();
        _saidOfCalls = [.. said.Where(static d => d.Id == "INS002").Select(static d => d.Location)];
        foreach (var tree in trees)
            Declarations(run.Output.GetSemanticModel(tree), said);
        foreach (var tree in trees)
            Calls(run.Output.GetSemanticModel(tree));
    }

    /// <summary>Calls that nothing stands in and that no rule says a word of. There must be none.</summary>
    public List<string> Silent { get; } = [];

    public int Attributed => _attributed.Count;

    public int Wrapped => _wrapped.Count;

    /// <summary>Calls that a wrapper stands in.</summary>
    public int Intercepted { get; private set; }

    /// <summary>Methods that could be wrapped, and that nobody calls in the program: what its users call, and what a framework does.</summary>
    public int Uncalled => _attributed.Except(_diagnosed, SymbolEqualityComparer.Default).Except(_wrapped, SymbolEqualityComparer.Default)
        .Except(_goneAround, SymbolEqualityComparer.Default).Count();

    /// <summary>Methods that are called around the wrapper alone, and of which INS002 says so.</summary>
    public int OnlyGoneAround => _goneAround.Except(_wrapped, SymbolEqualityComparer.Default).Count();

    /// <summary>Methods of which INS001 says that they can't be wrapped.</summary>
    public int Diagnosed => _diagnosed.Count;

    public static async Task<Census> Of(Run run)
    {
        var analyzed = run.Output.WithAnalyzers(Rules, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return new(run, await analyzed.GetAnalyzerDiagnosticsAsync());
    }

    /// <summary>The table that a reader of the test's output sees.</summary>
    public string Table(string program)
    {
        var rows = new List<(string What, int Count)>
        {
            ("methods attributed", Attributed),
            ("wrapped", Wrapped),
            ("not called in the program", Uncalled),
            ("called around the wrapper only, each time with INS002", OnlyGoneAround),
            ("not wrapped, with INS001", Diagnosed),
        };
        rows.AddRange(_reasons.OrderByDescending(static r => r.Value).Select(static r => ("  " + r.Key, r.Value)));
        rows.Add(("calls intercepted", Intercepted));
        rows.Add(("uses that go around the wrapper, with INS002", _saidOfCalls.Count));
        return program + "\n" + string.Join("\n", rows.Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Count,7}  {r.What}")));
    }

    private void Declarations(SemanticModel model, ImmutableArray<Diagnostic> said)
    {
        var reasons = said.Where(d => d.Id == "INS001" && d.Location.SourceTree == model.SyntaxTree).ToList();
        foreach (var declaration in model.SyntaxTree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(Attributing.IsAttributed))
        {
            var method = model.GetDeclaredSymbol(declaration)!;
            _attributed.Add(method);
            if (reasons.Find(d => Contains(declaration, d)) is not { } reason)
            {
                if (StrategyChoice.For(method) is not Strategy.Interceptor)
                    _wrapped.Add(method);
                continue;
            }

            _diagnosed.Add(method);
            var text = reason.GetMessage(CultureInfo.InvariantCulture);
            text = text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            _reasons[text] = _reasons.GetValueOrDefault(text) + 1;
        }
    }

    private void Calls(SemanticModel model)
    {
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol called && IsToBeSeen(called, out var method):
                    if (model.GetInterceptorMethod(call) is not null)
                    {
                        Intercepted++;
                        _wrapped.Add(method);
                    }
                    else if (StrategyChoice.For(method) == Strategy.Interceptor)
                    {
                        GoesAround(call.Expression, method);
                    }

                    break;
                case ExpressionSyntax group when model.GetOperation(group) is IMethodReferenceOperation reference && IsToBeCalled(reference)
                    && IsToBeSeen(reference.Method, out var method) && StrategyChoice.For(method) == Strategy.Interceptor:
                    GoesAround(group, method);
                    break;
            }
        }
    }

    // A handler that is removed is not called for that.
    private static bool IsToBeCalled(IMethodReferenceOperation reference) => reference.Parent
        is IAddressOfOperation or IDelegateCreationOperation { Parent: not IEventAssignmentOperation { Adds: false } };

    private bool IsToBeSeen(IMethodSymbol called, out IMethodSymbol method)
    {
        method = (called.ReducedFrom ?? called).OriginalDefinition;
        return _attributed.Contains(method) && !_diagnosed.Contains(method);
    }

    private void GoesAround(ExpressionSyntax use, IMethodSymbol method)
    {
        if (_saidOfCalls.Any(l => l.SourceTree == use.SyntaxTree && use.Span.Contains(l.SourceSpan)))
            _goneAround.Add(method);
        else
            Silent.Add($"{use.SyntaxTree.FilePath}: {use} calls {method.ToDisplayString()}");
    }

    private static bool Contains(MethodDeclarationSyntax declaration, Diagnostic diagnostic) =>
        declaration.Identifier.Span.Contains(diagnostic.Location.SourceSpan)
        || declaration.AttributeLists.Any(list => list.Span.Contains(diagnostic.Location.SourceSpan));
}
