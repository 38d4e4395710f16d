using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS306: a value of another type than the semantic conventions give the key, or one that looks like a misspelling of one that they list. The lists
/// are open: any other value is as good as those.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueDoesNotFitItsKey() : TelemetryRule(Descriptors.ValueDoesNotFitItsKey)
{
    /// <summary>Diagnostic property: the type that the value should have, in the conventions' words.</summary>
    public const string Expected = nameof(Expected);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenKey.Register(context, symbols, Check);

    private static void Check(CodeContext context, WrittenKey key)
    {
        // What headers and labels are called is not known, and so is not what is in them. Who writes a deprecated key may mean another one.
        if (SemanticConventions.Find(key.Key) is not { IsTemplate: false, IsDeprecated: false } convention)
            return;
        if (key.ValueType is { } type && ValueShapes.Of(type) is { } shape && !ValueShapes.Fit(shape, convention.Type))
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(Expected, convention.Type);
            Report(
                context,
                key.ValueSyntax,
                properties,
                key.Key,
                ValueShapes.Describe(convention.Type),
                ValueShapes.Describe(shape),
                "backends index values of two types apart");
        }
        else if (key.ConstantValue is { } value && Meant(value, convention) is { } meant)
        {
            Report(
                context,
                key.ValueSyntax,
                Replacement.By(meant),
                key.Key,
                $"'{meant}'",
                $"'{value}'",
                "dashboards look for the conventions' spelling");
        }
    }

    private static void Report(
        CodeContext context,
        SyntaxNode syntax,
        ImmutableDictionary<string, string?> properties,
        string key,
        string expected,
        string actual,
        string why) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.ValueDoesNotFitItsKey, syntax.GetLocation(), properties, key, expected, actual, why));

    // Another case or another separator, or a slip of one letter in a longer word: 'get', 'postgre_sql', 'postgresq'.
    private static string? Meant(string value, AttributeConvention convention)
    {
        if (!convention.HasKnownValues || convention.KnownValues.Contains(value) || convention.IsDeprecatedValue(value, out _))
            return null;
        var letters = Letters(value);
        return convention.KnownValues.FirstOrDefault(v => Letters(v) == letters)
            ?? (value.Length > 5 && value.All(static c => !char.IsDigit(c)) ? Nearest.To(value, convention.KnownValues, limit: 1) : null);
    }

    private static string Letters(string value) =>
        new([.. value.Where(static c => char.IsLetterOrDigit(c)).Select(static c => char.ToLowerInvariant(c))]);
}
