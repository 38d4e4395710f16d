using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS010: a method whose whole body is in a span that is written by hand, as <c>[Traced]</c> writes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanIsWrittenByHand() : AttributeRule(Descriptors.SpanIsWrittenByHand)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            context.RegisterMentionAction<MethodDeclarationSyntax>(["StartActivity"], Check);
    }

    private static void Check(CodeContext context)
    {
        var declaration = (MethodDeclarationSyntax)context.Node;
        if (HandwrittenSpan.Of(declaration, context.SemanticModel, context.CancellationToken) is not { } span
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method
            || Attributed.Of(method) is { Traced: not null } || IsReachedByOthers(method) || !CanBeTags(span, method)
            || Eligibility.Check(method, StrategyChoice.For(method), context.Compilation) != Obstacle.None)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SpanIsWrittenByHand, span.Start.GetLocation(), method.ToDisplayString(SymbolDisplay.Member)));
    }

    // Calls that go by an interface or a base class would not be observed.
    private static bool IsReachedByOthers(IMethodSymbol method) =>
        method.IsOverride || method.IsVirtual || method.ExplicitInterfaceImplementations.Length > 0
        || method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    // An enumeration's value is written in another way by the attribute than by SetTag.
    private static bool CanBeTags(HandwrittenSpan span, IMethodSymbol method) => span.Tags.All(t =>
        method.Parameters.FirstOrDefault(p => p.Name == t.Parameter) is { Type.TypeKind: not TypeKind.Enum } parameter
        && TagEligibility.Check(parameter) == TagObstacle.None && !parameter.Bears(KnownNames.Tag));
}
