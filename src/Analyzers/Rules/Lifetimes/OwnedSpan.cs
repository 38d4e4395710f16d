using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A span that code has started.</summary>
internal sealed class OwnedSpan(SpanStart span) : OwnedValue(span.Call)
{
    // Extensions that write to a span are called like its own methods.
    private static readonly string[] Writing = ["Set", "Add", "Record", "Enrich", "Tag", "With"];

    public SpanStart Span => span;

    public override IOperation? Before => span.Started;

    public override bool IsForeign => span.Started is { } activity && !IsMadeHere(activity);

    public override bool MayBeNull => span.MayGiveNull;

    public override Use UseBy(IMethodSymbol called, bool isReceiver)
    {
        if (isReceiver)
            return called.Name is "Stop" or "Dispose" or "End" ? Use.Ends : IsSpan(called.ReturnType) ? Use.Passes : Use.Touches;
        if (called is { Name: "WithSpan", ContainingType.Name: "Tracer" })
            return Use.Passes;
        if (!called.IsExtensionMethod || !Writes(called))
            return Use.MovesOn;
        return IsSpan(called.ReturnType) ? Use.Passes : Use.Touches;
    }

    public override bool IsAmbient(IOperation operation) =>
        span.IsCurrent && operation is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Current" or "CurrentSpan" } property }
        && IsSpan(property.Type);

    private static bool Writes(IMethodSymbol called) =>
        Array.Exists(Writing, w => called.Name.StartsWith(w, StringComparison.Ordinal)) || called.ContainingNamespace.Is("OpenTelemetry.Trace");

    // By new or by CreateActivity, in place or where the variable is declared.
    private static bool IsMadeHere(IOperation activity)
    {
        var made = activity is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declarations }
            ? declarations[0].GetSyntax()
            : activity.Syntax;
        return made.DescendantNodesAndSelf().Any(static n =>
            n is BaseObjectCreationExpressionSyntax or IdentifierNameSyntax { Identifier.ValueText: "CreateActivity" });
    }

    private bool IsSpan(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, span.Type);
}
