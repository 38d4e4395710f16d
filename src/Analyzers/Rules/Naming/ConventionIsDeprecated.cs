using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS305: a key, or a value, that the semantic conventions have renamed or dropped. A type that writes a successor too is on its way from the
/// old conventions to the new, as these ask of it, and knows what it does.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConventionIsDeprecated() : TelemetryRule(Descriptors.ConventionIsDeprecated)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenKey.Register(context, symbols, Check);

    private static void Check(CodeContext context, WrittenKey key)
    {
        if (SemanticConventions.Find(key.Key) is not { } convention)
            return;
        if (convention.IsDeprecated)
            CheckKey(context, key, convention);
        else if (key.ConstantValue is { } value && convention.IsDeprecatedValue(value, out var successor))
            Report(context, key.ValueSyntax, $"{value}' as a value of '{key.Key}", successor, Instead(successor));
    }

    private static void CheckKey(CodeContext context, WrittenKey key, AttributeConvention convention)
    {
        var successor = convention.Successor is { } renamed ? renamed + key.Key.Substring(convention.Key.Length) : null;
        var closest = successor ?? DroppedKeys.Closest(key.Key);
        if (DroppedKeys.IsAnybodys(key.Key) || IsOnItsWay(key.Syntax, closest, context))
            return;

        var instead = Instead(successor) ?? (closest is null ? null : $"; '{closest}' comes closest to it");
        Report(context, key.Syntax, key.Key, IsSame(convention, key) ? successor : null, instead);
    }

    private static string? Instead(string? successor) => successor is null ? null : $": it is '{successor}' now, which dashboards look for";

    private static void Report(CodeContext context, SyntaxNode syntax, string name, string? replacement, string? instead) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ConventionIsDeprecated,
            syntax.GetLocation(),
            Replacement.By(replacement),
            name,
            instead ?? " and put nothing in its place; leave it out"));

    // Whether the value means the same under the new key: db.system.name calls some systems otherwise than db.system did.
    private static bool IsSame(AttributeConvention convention, WrittenKey key)
    {
        if (SemanticConventions.Find(convention.Successor ?? "") is not { } successor || successor.Type != convention.Type)
            return false;
        if (key.ConstantValue is { } value)
            return successor.KnownValues.Contains(value) || (!convention.HasKnownValues && !successor.IsDeprecatedValue(value, out _));
        return !successor.HasKnownValues || !convention.KnownValues.Except(successor.KnownValues).Any();
    }

    // Whether the type writes the key's successor, or that of another deprecated key beside it.
    private static bool IsOnItsWay(SyntaxNode place, string? closest, CodeContext context)
    {
        // Top-level code has no type around it.
        var type = place.Ancestors().LastOrDefault(static n => n is TypeDeclarationSyntax) ?? place.SyntaxTree.GetRoot(context.CancellationToken);
        var model = context.Operation.SemanticModel!;
        var keys = new HashSet<string>(type.DescendantNodes().OfType<ArgumentSyntax>()
            .Where(static a => IsSimple(a.Expression))
            .Select(a => model.GetConstantValue(a.Expression, context.CancellationToken).Value)
            .OfType<string>());
        return (closest is not null && keys.Contains(closest))
            || keys.Any(k => SemanticConventions.Find(k)?.Successor is { } successor && keys.Contains(successor));
    }

    private static bool IsSimple(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax;
}
