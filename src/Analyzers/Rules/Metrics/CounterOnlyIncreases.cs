using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS110: a counter that a negative constant is added to; a gauge that repeats what a field counts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CounterOnlyIncreases() : TelemetryRule(Descriptors.CounterOnlyIncreases)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        context.RegisterNamedAction(TelemetrySymbols.Measuring, c => Check(c, symbols), OperationKind.Invocation);

    private static void Check(CodeContext context, TelemetrySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.IsMeasurement(call.TargetMethod)
            || call.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0) is not { Value: var value })
        {
            return;
        }

        var name = InstrumentReference.NameOf(call);
        var objection = call.TargetMethod.ContainingType.Name switch
        {
            "Counter" when IsNegative(value.ConstantValue.Value) =>
                $"'{name}' is a counter, which {value.Syntax} must not lower: backends take that for a restart; make it an UpDownCounter",
            "Gauge" when Counted(value) is { } field && IsOnlyCounted(field, context.CancellationToken) =>
                $"'{name}' is a gauge that repeats what '{field.Name}' counts, so that no sum can be made of it; make it a Counter",
            _ => null,
        };
        if (objection is not null)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CounterOnlyIncreases, value.Syntax.GetLocation(), objection));
    }

    private static bool IsNegative(object? constant) => constant switch
    {
        sbyte number => number < 0,
        short number => number < 0,
        int number => number < 0,
        long number => number < 0,
        float number => number < 0,
        double number => number < 0,
        decimal number => number < 0,
        _ => false,
    };

    // gauge.Record(++_count), gauge.Record(Interlocked.Increment(ref _count)).
    private static IFieldSymbol? Counted(IOperation value) => Tag.Unconverted(value) switch
    {
        IIncrementOrDecrementOperation { Kind: OperationKind.Increment, IsPostfix: false, Target: IFieldReferenceOperation counted } => counted.Field,
        IInvocationOperation { TargetMethod: { Name: "Increment", ContainingType.Name: "Interlocked" } } increment
            when increment.Arguments.FirstOrDefault()?.Value is IFieldReferenceOperation { Field: var field } => field,
        _ => null,
    };

    // A field that is set, or counted down, anywhere is a level, which a gauge may show.
    private static bool IsOnlyCounted(IFieldSymbol field, CancellationToken cancellation) =>
        field.DeclaredAccessibility == Accessibility.Private
        && field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(r => r.GetSyntax(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(n => n.Identifier.ValueText == field.Name)
            .All(static n => !IsSet(n.Parent is MemberAccessExpressionSyntax access && access.Name == n ? access : n));

    private static bool IsSet(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        PrefixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.PreDecrementExpression) || unary.IsKind(SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.PostDecrementExpression),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Parent.Parent: InvocationExpressionSyntax { Expression: var called } } =>
            called is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Increment" or "Read" },
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax => true,
        _ => false,
    };
}
