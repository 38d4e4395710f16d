using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS201: a span that some path through the method leaves open: it is never exported.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanIsNotEnded() : SpanRule(Descriptors.SpanIsNotEnded)
{
    private protected override bool IsAbout(Compilation compilation) => !TestFramework.IsReferencedBy(compilation);

    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        var lifetime = started.Lifetime;
        if (lifetime.MovesOn || Way(lifetime) is not { } way || MayEndElsewhere(span, lifetime))
            return;

        var name = lifetime.Variable is { } variable ? $"'{variable.Name}'" : "that this starts";
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.SpanIsNotEnded, span.Start.Syntax.GetLocation(), name, way));
    }

    // The clearest of the ways to leave it open. Who thought of exceptions once is left alone with them.
    private static string? Way(Lifetime lifetime)
    {
        if (lifetime is { Ends.Count: 0, Leaks.Count: > 0 })
            return "ended nowhere";
        if (lifetime.Leaks.Exists(static l => l.Kind is LeakKind.Leaves))
            return "left open on one of the ways out of the method";
        if (lifetime.Leaks.Exists(static l => l.Kind is LeakKind.ComesRound))
            return "left open when the loop comes round";
        if (lifetime.EndsInHandler || lifetime.Leaks.Count == 0)
            return null;
        return lifetime.Leaks.FirstOrDefault(static l => l.Kind == LeakKind.Throws) is { At: { } thrower }
            ? $"left open when {Named(thrower)} throws"
            : "left open when the caller stops at a 'yield return'";
    }

    private static string Named(IOperation thrower) => thrower switch
    {
        IInvocationOperation call => $"'{call.TargetMethod.Name}'",
        IAwaitOperation => "what is awaited",
        _ => "the method",
    };

    // A span that nobody holds is still Activity.Current, which another method of the type may end.
    private static bool MayEndElsewhere(OwnedSpan span, Lifetime lifetime) =>
        span.Span.IsCurrent && lifetime is { Variable: null, Ends.Count: 0 }
        && span.Start.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(static a => a.Name.Identifier.ValueText is "Current" or "CurrentSpan"
            && a.Expression is IdentifierNameSyntax { Identifier.ValueText: "Activity" or "Tracer" });
}
