using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>A rule on the number of values of a metric's tag. Of several that could speak of one tag, <see cref="TagVerdict"/> chooses one.</summary>
public abstract class MetricTagRule : TelemetryRule
{
    private readonly DiagnosticDescriptor _descriptor;

    private protected MetricTagRule(DiagnosticDescriptor descriptor)
        : base(descriptor) => _descriptor = descriptor;

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        context.RegisterTagWriteAction(symbols, Check);

    /// <summary>Where the rule speaks of the tag: its value, or its key.</summary>
    private protected virtual SyntaxNode PlaceOf(TagWrite tag) => tag.Value.Syntax;

    /// <summary>What the rule's message takes.</summary>
    private protected abstract object[] Arguments(TagWrite tag, Bound bound);

    private void Check(CodeContext context, TagWrite tag)
    {
        if (tag.Signal != Signal.Metric)
            return;
        var bound = ValueFlow.Of(tag.Value, context.CancellationToken);
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tag.Syntax.SyntaxTree);
        if (TagVerdict.Of(tag, bound, options) == _descriptor.Id)
            context.ReportDiagnostic(Diagnostic.Create(_descriptor, PlaceOf(tag).GetLocation(), TagLocations.Of(tag), null, Arguments(tag, bound)));
    }
}
