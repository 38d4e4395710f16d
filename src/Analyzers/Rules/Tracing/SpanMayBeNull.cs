using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS202: a span from <c>StartActivity</c> that is used as if it were never null. Where the compiler warns of that, this rule does not.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanMayBeNull() : SpanRule(Descriptors.SpanMayBeNull)
{
    private protected override bool IsAbout(Compilation compilation) => !TestFramework.IsReferencedBy(compilation);

    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        if (!span.MayBeNull)
            return;

        var reads = started.Lifetime.Dereferences.Where(r => !CompilerWarns(context, r));
        foreach (var read in reads.GroupBy(static r => r.Syntax).Select(static g => g.First()))
        {
            var name = started.Lifetime.Variable is { } variable && read != span.Start ? $"'{variable.Name}'" : "What 'StartActivity' returns";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SpanMayBeNull, read.Syntax.GetLocation(), name));
        }
    }

    private static bool CompilerWarns(CodeContext context, IOperation read) =>
        context.SemanticModel.GetNullableContext(read.Syntax.SpanStart).WarningsEnabled();
}
