using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS105: a metric's tag whose key says that it has as many values as there are users, requests or orders.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MetricTagKeySaysUnbounded() : MetricTagRule(Descriptors.MetricTagKeySaysUnbounded)
{
    private protected override SyntaxNode PlaceOf(TagWrite tag) => tag.Key.Syntax;

    private protected override object[] Arguments(TagWrite tag, Bound bound) =>
        [tag.KeyText!, SeriesText.Thing(bound, tag.KeyText, SeriesText.NameOf(tag.Value))];
}
