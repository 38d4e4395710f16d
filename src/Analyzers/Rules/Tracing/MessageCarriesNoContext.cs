using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS209: a message with headers that is made inside a span of a producer, where nothing puts the span's context into it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageCarriesNoContext() : SpanRule(Descriptors.MessageCarriesNoContext)
{
    /// <summary>Diagnostic property: the member that holds the message's headers; there when it is a dictionary that is never null.</summary>
    public const string Headers = nameof(Headers);

    /// <summary>Diagnostic property: the variable that the span is in.</summary>
    public const string Variable = nameof(Variable);

    // ActivityKind.Producer; OpenTelemetry's SpanKind counts from one.
    private const int ActivityKindProducer = 3;
    private const int SpanKindProducer = 4;

    private static readonly string[] HeaderNames = ["Headers", "ApplicationProperties", "Properties", "UserProperties", "MessageAttributes", "Metadata"];

    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        if (!IsProducer(span.Start) || started.Lifetime.Variable is not { } variable || FunctionOf(span.Start.Syntax) is not { } function
            || MovesContext(function, variable.Name))
        {
            return;
        }

        var creations = ScopeOf(span.Start.Syntax).DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>();
        foreach (var creation in creations.Where(c => c.SpanStart > span.Start.Syntax.SpanStart))
        {
            if (context.SemanticModel.GetTypeInfo(creation, context.CancellationToken).Type is not { } type || HeadersOf(type) is not { } headers)
                continue;

            var properties = ImmutableDictionary<string, string?>.Empty.Add(Variable, variable.Name);
            if (IsDictionary(headers.Type) && (headers.SetMethod is null || Sets(creation, headers.Name)))
                properties = properties.Add(Headers, headers.Name);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.MessageCarriesNoContext, creation.GetLocation(), properties, type.ToDisplayString(SymbolDisplay.Type), $"'{variable.Name}'"));
        }
    }

    private static bool IsProducer(IInvocationOperation start) => start.Arguments.Any(static a => a switch
    {
        { Parameter.Type.Name: "ActivityKind", Value.ConstantValue.Value: ActivityKindProducer } => true,
        { Parameter.Type.Name: "SpanKind", Value.ConstantValue.Value: SpanKindProducer } => true,
        _ => false,
    });

    private static SyntaxNode ScopeOf(SyntaxNode start) =>
        start.Ancestors().First(static n => n is UsingStatementSyntax or BlockSyntax or CompilationUnitSyntax);

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(static n =>
        n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
            or CompilationUnitSyntax);

    // By a propagator, or by hand: with the ids of the span, or a header that is called so. Where the span is passed on, somebody else may.
    private static bool MovesContext(SyntaxNode function, string span) => function.DescendantNodes().Any(n => n switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "Inject" or "Propagator" or "TextMapPropagator" or "TraceParent" } => true,
        IdentifierNameSyntax { Identifier.ValueText: "Id" or "TraceId" or "SpanId" or "Context" or "TraceStateString" } => true,
        LiteralExpressionSyntax { Token.Value: "traceparent" or "Diagnostic-Id" } => true,
        ArgumentSyntax { Expression: IdentifierNameSyntax argument } => argument.Identifier.ValueText == span,
        _ => false,
    });

    private static IPropertySymbol? HeadersOf(ITypeSymbol type)
    {
        for (var declaring = type; declaring is { SpecialType: SpecialType.None }; declaring = declaring.BaseType)
        {
            if (declaring.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(static p =>
                p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } && HeaderNames.Contains(p.Name) && IsMap(p.Type)) is { } headers)
            {
                return headers;
            }
        }

        return null;
    }

    // A type of its own (Kafka's Headers) may be one of headers, not one of anything.
    private static bool IsMap(ITypeSymbol type) => IsDictionary(type) || type.Name is "Headers" or "BasicProperties";

    private static bool IsDictionary(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IDictionary" or "Dictionary", TypeArguments: { Length: 2 } arguments }
        && type.ContainingNamespace.Is("System.Collections.Generic") && arguments[0].SpecialType == SpecialType.System_String
        && arguments[1].SpecialType is SpecialType.System_String or SpecialType.System_Object;

    private static bool Sets(BaseObjectCreationExpressionSyntax creation, string property) =>
        creation.Initializer is { } initializer && initializer.Expressions.OfType<AssignmentExpressionSyntax>().Any(a =>
            a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property
            && a.Right is BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax or InitializerExpressionSyntax);
}
