using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>INS404: a telemetry pipeline that is built by hand and never disposed, flushed or handed to somebody: the last batch is lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProviderIsNeverDisposed() : TelemetryRule(Descriptors.ProviderIsNeverDisposed)
{
    /// <summary>Diagnostic property: what a variable for the pipeline is called.</summary>
    public const string Name = nameof(Name);

    /// <summary>Diagnostic property, there when the pipeline can be disposed by <c>await using</c>.</summary>
    public const string IsAsync = nameof(IsAsync);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (!TestFramework.IsReferencedBy(context.Compilation))
            context.RegisterBodyAction(OwnedProvider.Names, Check);
    }

    private static void Check(CodeContext context, ControlFlowGraph graph)
    {
        foreach (var started in StartedValue.In(graph, static c => c.Syntax.ContainsDiagnostics ? null : OwnedProvider.Of(c)))
        {
            if (started.Lifetime is { MovesOn: false, Ends.Count: 0 })
                Report(context, started.Value);
        }
    }

    private static void Report(CodeContext context, OwnedValue provider)
    {
        var type = provider.Start.Type!;
        var isAsync = type.AllInterfaces.Any(static i => i.Name == "IAsyncDisposable") && MayAwait(context.SemanticModel, provider.Start.Syntax);
        var name = type.Name == "OpenTelemetrySdk" ? "openTelemetry" : char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Name, name);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ProviderIsNeverDisposed,
            NameOf(provider.Start.Syntax).GetLocation(),
            isAsync ? properties.Add(IsAsync, null) : properties,
            type.Name,
            OwnedProvider.IsOwn(type) ? "only an orderly exit of the process writes what is left" : "what it has not sent when the process ends is lost",
            isAsync ? "await using" : "using"));
    }

    private static bool MayAwait(SemanticModel model, SyntaxNode place) =>
        model.GetEnclosingSymbol(place.SpanStart) is IMethodSymbol method && (method.IsAsync || method.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName);

    private static SyntaxNode NameOf(SyntaxNode call) => call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call;
}
