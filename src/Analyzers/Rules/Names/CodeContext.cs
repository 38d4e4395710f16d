using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>A place in the code that a rule looks at.</summary>
internal readonly struct CodeContext
{
    private readonly IOperation? _operation;
    private readonly Action<Diagnostic> _report;

    public CodeContext(SemanticModelAnalysisContext context, SyntaxNode node, IOperation? operation = null)
    {
        (Node, SemanticModel, _operation, _report) = (node, context.SemanticModel, operation, context.ReportDiagnostic);
        (Options, CancellationToken) = (context.Options, context.CancellationToken);
    }

    public CodeContext(OperationAnalysisContext context)
    {
        (Node, SemanticModel) = (context.Operation.Syntax, context.Operation.SemanticModel!);
        (_operation, _report) = (context.Operation, context.ReportDiagnostic);
        (Options, CancellationToken) = (context.Options, context.CancellationToken);
    }

    public SyntaxNode Node { get; }

    /// <summary>What the compiler makes of the node; there where the rule has asked for operations.</summary>
    public IOperation Operation => _operation!;

    public SemanticModel SemanticModel { get; }

    public Compilation Compilation => SemanticModel.Compilation;

    public AnalyzerOptions Options { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The member that the node is in, also where it is in a function inside of that.</summary>
    public ISymbol? ContainingMember
    {
        get
        {
            var symbol = SemanticModel.GetEnclosingSymbol(Node.SpanStart, CancellationToken);
            while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
                symbol = symbol.ContainingSymbol;
            return symbol;
        }
    }

    public void ReportDiagnostic(Diagnostic diagnostic) => _report(diagnostic);
}
