using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS401: a secret or personal data as a tag, in baggage or in a span's name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TelemetryRevealsSecrets() : TelemetryRule(Descriptors.TelemetryRevealsSecrets)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        context.RegisterTagWriteAction(symbols, CheckTag);
        context.RegisterNamedAction(TagWrites.Names(symbols), c => CheckStart(c, symbols), OperationKind.Invocation);
        context.RegisterNamedAction(["DisplayName"], c => CheckName(c, symbols), OperationKind.SimpleAssignment);
        if (LibrarySymbols.Of(context.Compilation) is not null)
            context.RegisterSymbolAction(CheckDeclared, SymbolKind.Parameter, SymbolKind.Property, SymbolKind.Field);
    }

    private static void CheckTag(CodeContext context, TagWrite tag)
    {
        if (tag.Value.ConstantValue.HasValue)
            return;

        var own = Own(context.Options, tag.Syntax.SyntaxTree);
        if (SensitiveValue.Find(tag.Value, own) is var (part, why))
            Report(part, why);
        else if (tag.KeyText is { } key && WhyKey(key, tag.Value.Type, own) is { } says && !IsHarmless(tag.Value, context.CancellationToken))
            Report(tag.Value, says);

        void Report(IOperation value, string because) =>
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TelemetryRevealsSecrets, value.Syntax.GetLocation(), TagLocations.Of(tag), null, because));
    }

    private static string? WhyKey(string key, ITypeSymbol? type, ImmutableArray<string> own) =>
        SensitiveValue.CanBeSecret(type) && SensitiveNames.Say(key, own) ? $"The key '{key}' says that this is a secret or personal data" : null;

    private static void CheckStart(CodeContext context, TelemetrySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (TagWrites.SignalOf(call, symbols) == Signal.Span && call.TargetMethod.Name is not ("SetTag" or "AddTag" or "SetAttribute")
            && call.Arguments.FirstOrDefault(static a => a.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String }) is { } name)
        {
            CheckName(context, name.Value);
        }
    }

    private static void CheckName(CodeContext context, TelemetrySymbols symbols)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "DisplayName", ContainingType: var type } }
            && TelemetrySymbols.Is(type, symbols.Activity))
        {
            CheckName(context, assignment.Value);
        }
    }

    private static void CheckName(CodeContext context, IOperation name)
    {
        if (SensitiveValue.Find(name, Own(context.Options, name.Syntax.SyntaxTree)) is var (part, why))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TelemetryRevealsSecrets, part.Syntax.GetLocation(), why));
    }

    private static void CheckDeclared(SymbolAnalysisContext context)
    {
        if (context.Symbol.ContainingSymbol is IMethodSymbol { PartialDefinitionPart: not null })
            return;
        foreach (var tag in context.Symbol.GetAttributes().Where(static a => a.Is(KnownNames.Tag)))
        {
            if (tag.Syntax(context.CancellationToken) is not { } syntax)
                continue;
            var own = Own(context.Options, syntax.SyntaxTree);
            if ((Why(context.Symbol, tag, own) ?? WhyPath(context, tag, own)) is { } why)
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.TelemetryRevealsSecrets, syntax.GetLocation(), why));
        }
    }

    private static string? Why(ISymbol symbol, AttributeData tag, ImmutableArray<string> own)
    {
        if (!tag.NamedArray("Values").IsEmpty || tag.Named<string>("Path") is { Length: > 0 })
            return null;
        var type = symbol is IParameterSymbol parameter ? parameter.Type : MemberPath.TypeOf(symbol);
        return SensitiveValue.Why(symbol, own) ?? (tag.NameOr("Key") is { } key ? WhyKey(key, type, own) : null);
    }

    // The member at the end of the path is the tag.
    private static string? WhyPath(SymbolAnalysisContext context, AttributeData tag, ImmutableArray<string> own)
    {
        if (tag.Named<string>("Path") is not { Length: > 0 } path || !tag.NamedArray("Values").IsEmpty)
            return null;
        var type = context.Symbol is IParameterSymbol parameter ? parameter.Type : MemberPath.TypeOf(context.Symbol);
        var members = MemberPath.Resolve(type, path, context.Compilation, out _, out _);
        return members.IsEmpty ? null : SensitiveValue.Why(members[members.Length - 1], own);
    }

    private static bool IsHarmless(IOperation value, CancellationToken cancellation) =>
        value.DescendantsAndSelf().Select(static o => o is IInvocationOperation call ? call.TargetMethod.Name : o.NameOf())
            .OfType<string>().Any(SensitiveNames.SayRedacted)
        || ValueFlow.Of(value, cancellation).IsBounded;

    private static ImmutableArray<string> Own(AnalyzerOptions options, SyntaxTree tree) =>
        RuleOptions.SensitiveNames.Of(options.AnalyzerConfigOptionsProvider.GetOptions(tree));
}
