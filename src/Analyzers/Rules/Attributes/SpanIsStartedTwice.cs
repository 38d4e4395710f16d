using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS008: a method that is traced, and starts a span of the same name by hand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanIsStartedTwice() : AttributeRule(Descriptors.SpanIsStartedTwice)
{
    /// <summary>Diagnostic property, there when the method can do without its <c>[Traced]</c>, which stands at the additional location.</summary>
    public const string RemoveAttribute = nameof(RemoveAttribute);

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            context.RegisterNamedAction(["StartActivity", "StartActiveSpan", "StartSpan", "StartRootSpan"], Check, OperationKind.Invocation);
    }

    private static void Check(CodeContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!StartsSpan(invocation.TargetMethod) || context.ContainingMember is not IMethodSymbol method || !RunsOnce(invocation.Syntax)
            || NameOf(invocation) is not { } name)
        {
            return;
        }

        // A name that nobody gives is that of the method.
        var traced = TracedBy(method);
        if (Attributed.Of(traced) is not { Traced: { } attribute } attributed
            || (name != SignalParser.Span(attributed)!.Name && name != traced.Name && name != method.Name)
            || PartialWrapper.Obstacle(traced, context.Compilation) != Obstacle.None)
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty;
        if (IsRemovable(attribute, attributed))
            properties = properties.Add(RemoveAttribute, null);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SpanIsStartedTwice,
            invocation.Syntax.GetLocation(),
            [attribute.Place(context.CancellationToken)],
            properties,
            name,
            traced.ToDisplayString(SymbolDisplay.Member)));
    }

    private static bool StartsSpan(IMethodSymbol called) => called.Name switch
    {
        "StartActivity" => called.ContainingType.Is("System.Diagnostics", "ActivitySource"),
        "StartActiveSpan" or "StartSpan" or "StartRootSpan" => called.ContainingType.Is("OpenTelemetry.Trace", "Tracer"),
        _ => false,
    };

    // What is in a loop, or in a function that is run elsewhere, is not the span of the call.
    private static bool RunsOnce(SyntaxNode call) =>
        !call.Ancestors().TakeWhile(static n => n is not MemberDeclarationSyntax).Any(static n =>
            n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
                or WhileStatementSyntax or DoStatementSyntax);

    private static string? NameOf(IInvocationOperation invocation) =>
        invocation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "name")?.Value.ConstantValue.Value as string;

    // The body of a partial wrapper stands in its core method; both parts of a partial method have the attributes of both.
    private static IMethodSymbol TracedBy(IMethodSymbol method)
    {
        return !method.Name.EndsWith(KnownNames.CoreSuffix, StringComparison.Ordinal) || Attributed.Of(method) is not null
            ? method
            : method.ContainingType.GetMembers().OfType<IMethodSymbol>()
                .FirstOrDefault(m => m.IsPartialDefinition && CoreMethod.NameOf(m) == method.Name && SymbolEqualityComparer.Default.Equals(CoreMethod.Find(m), method)) ?? method;
    }

    // An attribute of the type counts for other methods too, and a partial method without any has nobody to implement it.
    private static bool IsRemovable(AttributeData attribute, Attributed attributed) =>
        attributed.Method.GetAttributes().Contains(attribute) && (!attributed.Method.IsPartialDefinition || attributed.All.Count() > 1);
}
