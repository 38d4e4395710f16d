using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS204: a <c>catch</c> inside a span after which the span looks as if nothing had failed. It is about handlers that take any exception, and
/// about those that log what they took as an error: what others catch may be expected.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailureLeavesNoStatus() : SpanRule(Descriptors.FailureLeavesNoStatus)
{
    /// <summary>Diagnostic property: the variable that the span is in.</summary>
    public const string Variable = nameof(Variable);

    /// <summary>Diagnostic property, there when the span is OpenTelemetry's <c>TelemetrySpan</c>.</summary>
    public const string IsTelemetrySpan = nameof(IsTelemetrySpan);

    private static readonly string[] ErrorKeys = ["error", "exception", "otel.status"];

    private static readonly HashSet<string> LogNames = ["WriteLine", "Write", "Error", "Warn", "Warning", "Fatal", "Information", "Debug"];

    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        foreach (var handler in started.Lifetime.Handlers.Where(static h => TakesFailures(h.Clause)))
        {
            var rest = started.After(handler);
            if (rest.MovesOn || rest.Throws || rest.Calls.Exists(SaysSo) || HandsItOver(handler.Clause))
                continue;

            var variable = started.Lifetime.Variable;
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (variable is not null)
                properties = properties.Add(Variable, variable.Name);
            if (span.Span.Type.Name == "TelemetrySpan")
                properties = properties.Add(IsTelemetrySpan, null);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.FailureLeavesNoStatus,
                handler.Clause.CatchKeyword.GetLocation(),
                properties,
                variable is null ? "that is open here" : $"'{variable.Name}'"));
        }
    }

    private static bool TakesFailures(CatchClauseSyntax clause) =>
        clause.Filter is null && (clause.Declaration is null || NameOf(clause.Declaration.Type) is "Exception" || LogsAnError(clause));

    private static bool LogsAnError(CatchClauseSyntax clause) =>
        NameOf(clause.Declaration?.Type) is not ("OperationCanceledException" or "TaskCanceledException")
        && Calls(clause).Any(static c => CalledName(c) is "LogError" or "LogCritical");

    private static string? NameOf(TypeSyntax? type) => type?.SimpleName();

    private static bool SaysSo(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "SetStatus" or "AddException" or "RecordException" => true,
        "SetTag" or "AddTag" or "SetAttribute" => call.Arguments.FirstOrDefault()?.Value.ConstantValue.Value is not string key
            || Array.Exists(ErrorKeys, k => key.StartsWith(k, StringComparison.Ordinal)),
        var name => name.Contains("Error") || name.Contains("Exception") || name.Contains("Fail"),
    };

    // A helper that is given the exception, and is not there to log it, may set the status of the current span.
    private static bool HandsItOver(CatchClauseSyntax clause) =>
        clause.Declaration is { Identifier: { RawKind: not (int)SyntaxKind.None, ValueText: var exception } }
        && Calls(clause).Any(c => !IsLog(CalledName(c))
            && c.ArgumentList.Arguments.Any(a => a.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == exception));

    private static bool IsLog(string? name) => name is null || name.Contains("Log") || LogNames.Contains(name);

    private static IEnumerable<InvocationExpressionSyntax> Calls(CatchClauseSyntax clause) =>
        clause.Block.DescendantNodes().OfType<InvocationExpressionSyntax>();

    private static string? CalledName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
