using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS106: a metric's tag that is text made at the spot: an exception's message, a whole object, several values in one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MetricTagIsFreeText() : MetricTagRule(Descriptors.MetricTagIsFreeText)
{
    private protected override object[] Arguments(TagWrite tag, Bound bound) =>
    [
        SeriesText.Code(tag.Value.Syntax), bound.What,
        bound.Evidence == Evidence.Composed ? "make a tag of each" : "record its type's name, as 'error.type' of a failure",
    ];
}
