using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS403: an exporter whose endpoint has credentials in its URL, or whose headers have a literal token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExporterSecretIsInTheSource() : TelemetryRule(Descriptors.ExporterSecretIsInTheSource)
{
    /// <summary>Diagnostic property: the environment variable that sets the same; there where the exporter has one.</summary>
    public const string EnvironmentVariable = nameof(EnvironmentVariable);

    private const string VariablePrefix = "OTEL_EXPORTER_";

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (TestFramework.IsReferencedBy(context.Compilation))
            return;
        context.RegisterNamedAction(
            ["Endpoint", "Headers", NameIndex.Indexed],
            static c => CheckAssignment(c, (ISimpleAssignmentOperation)c.Operation),
            OperationKind.SimpleAssignment);
        context.RegisterNamedAction(
            ["SetEnvironmentVariable"], static c => CheckVariable(c, (IInvocationOperation)c.Operation), OperationKind.Invocation);
    }

    // options.Headers = "…", options.Endpoint = new Uri("…"), configuration["OTEL_EXPORTER_OTLP_HEADERS"] = "…".
    private static void CheckAssignment(CodeContext context, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property } target)
            return;

        if (property.IsIndexer && target.Arguments.Length == 1)
            Check(context, NamedBy(target.Arguments[0].Value), assignment.Value, variable: null);
        else if (property.Name is "Endpoint" or "Headers" && property.ContainingType.Name.EndsWith("ExporterOptions", StringComparison.Ordinal))
            Check(context, property.Name, assignment.Value, VariableOf(property));
    }

    private static string? VariableOf(IPropertySymbol property) =>
        property.ContainingType.Name.StartsWith("Otlp", StringComparison.Ordinal) ? $"{VariablePrefix}OTLP_{property.Name.ToUpperInvariant()}" : null;

    private static void CheckVariable(CodeContext context, IInvocationOperation call)
    {
        if (call is { TargetMethod: { Name: "SetEnvironmentVariable", ContainingType.Name: "Environment" }, Arguments.Length: >= 2 })
            Check(context, NamedBy(call.Arguments[0].Value), call.Arguments[1].Value, variable: null);
    }

    // What the OTEL_EXPORTER_* variable sets.
    private static string? NamedBy(IOperation key) =>
        key.ConstantValue.Value is not string name || !name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase) ? null
        : name.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase) ? "Headers"
        : name.EndsWith("ENDPOINT", StringComparison.OrdinalIgnoreCase) ? "Endpoint"
        : null;

    private static void Check(CodeContext context, string? setting, IOperation value, string? variable)
    {
        if (setting is null || Text(value) is not { } text || (setting == "Headers" ? SecretText.InHeaders(text) : SecretText.InUrl(text)) is not { } what)
            return;

        var properties = ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ExporterSecretIsInTheSource,
            value.Syntax.GetLocation(),
            variable is null ? properties : properties.Add(EnvironmentVariable, variable),
            what));
    }

    private static string? Text(IOperation value) => value switch
    {
        { ConstantValue.Value: string text } => text,
        IConversionOperation conversion => Text(conversion.Operand),
        IObjectCreationOperation { Type.Name: "Uri", Arguments.IsEmpty: false } uri => Text(uri.Arguments[0].Value),
        _ => null,
    };
}
