using System.Text;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS301: an instrument's name that OpenTelemetry's specification does not allow, or an empty name of a meter or a source.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameBreaksTheSyntax() : TelemetryRule(Descriptors.NameBreaksTheSyntax)
{
    private const int MaximalLength = 255;

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        WrittenInstrument.Register(context, symbols, CheckInstrument);
        context.RegisterNamedAction(
            ["Create", "GetTracer", "Meter", "MeterOptions", "ActivitySource", "ActivitySourceOptions"],
            c => CheckScope(c, symbols),
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
    }

    private static void CheckInstrument(CodeContext context, WrittenInstrument instrument)
    {
        // An attribute with an empty name has its default one.
        if (instrument.Name is not { Value: { } name, Syntax: { } syntax } || (name.Length == 0 && instrument.IsAttribute)
            || Objection(name) is not { } objection)
        {
            return;
        }

        var corrected = Corrected(name);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NameBreaksTheSyntax,
            syntax.GetLocation(),
            Replacement.By(Objection(corrected) is null ? corrected : null),
            name,
            "an instrument",
            $"{objection}, and SDKs drop instruments with such a name"));
    }

    private static void CheckScope(CodeContext context, TelemetrySymbols symbols)
    {
        if (ScopeOf(context.Operation, symbols) is { } scope
            && context.Operation.Text("name") is { Syntax: { } syntax, Value: { } name } && name.Trim().Length == 0)
        {
            const string Why = "providers choose what they listen to by name, and nobody can choose one that has none";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NameBreaksTheSyntax, syntax.GetLocation(), name, scope, Why));
        }
    }

    private static string? ScopeOf(IOperation operation, TelemetrySymbols symbols) => operation switch
    {
        IObjectCreationOperation { Type: { } type } when TelemetrySymbols.Is(type, symbols.Meter)
            || type.Is("System.Diagnostics.Metrics", "MeterOptions") => "a meter",
        IObjectCreationOperation { Type: { } type } when TelemetrySymbols.Is(type, symbols.ActivitySource)
            || type.Is("System.Diagnostics", "ActivitySourceOptions") => "a source",
        IInvocationOperation call when symbols.MakesFactoryMeter(call) => "a meter",
        IInvocationOperation { TargetMethod: { Name: "GetTracer" } get } when TelemetrySymbols.Is(get.ContainingType, symbols.TracerProvider) =>
            "a tracer",
        _ => null,
    };

    private static string? Objection(string name) => name switch
    {
        "" => "it is empty",
        { Length: > MaximalLength } => $"it has {name.Length} characters, more than {MaximalLength}",
        _ when !IsLetter(name[0]) => $"it begins with '{name[0]}', not with an ASCII letter",
        _ when name.FirstOrDefault(static c => !IsAllowed(c)) is var wrong and not '\0' =>
            $"it contains '{wrong}', not only ASCII letters, digits, '_', '.', '-' and '/'",
        _ => null,
    };

    // What stands between two words becomes an underscore; what stands before the first letter goes.
    private static string Corrected(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (IsAllowed(c) && (text.Length > 0 || IsLetter(c)))
                text.Append(c);
            else if (text.Length > 0 && text[text.Length - 1] != '_')
                text.Append('_');
        }

        return text.ToString().TrimEnd('_');
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsAllowed(char c) => IsLetter(c) || c is (>= '0' and <= '9') or '_' or '.' or '-' or '/';
}
