using System.Collections.Concurrent;
using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS012: an application whose attributes write to a source or meter that none of its OpenTelemetry providers listens to. It is silent as soon
/// as something that it can't read may listen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScopeReachesNoProvider() : AttributeRule(Descriptors.ScopeReachesNoProvider)
{
    /// <summary>Diagnostic property: the name of the scope.</summary>
    public const string Scope = nameof(Scope);

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (!IsApplication(context.Compilation) || !BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions)
            || !ProviderSubscriptions.AreIn(context.Compilation) || ProviderSubscriptions.MayBeElsewhere(context.Compilation))
        {
            return;
        }

        var subscriptions = new ProviderSubscriptions();
        var signals = new ConcurrentDictionary<string, bool>();
        context.RegisterOperationAction(c => subscriptions.Note((IInvocationOperation)c.Operation), OperationKind.Invocation);
        context.RegisterSymbolAction(c => Note(c, signals), SymbolKind.Method);
        context.RegisterCompilationEndAction(c => Compare(c, subscriptions, signals));
    }

    private static bool IsApplication(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    private static void Note(SymbolAnalysisContext context, ConcurrentDictionary<string, bool> signals)
    {
        // Of a whole program, the first methods mostly say it.
        if (signals.ContainsKey(ProviderSubscriptions.AddSource) && signals.ContainsKey(ProviderSubscriptions.AddMeter))
            return;

        var method = (IMethodSymbol)context.Symbol;
        if (Attributed.Of(method) is not { } attributed || PartialWrapper.Obstacle(method, context.Compilation) != Obstacle.None)
            return;

        if (attributed.Traced is not null)
            signals.TryAdd(ProviderSubscriptions.AddSource, true);
        if (attributed.Counted.Concat(attributed.Timed).Concat(attributed.InFlight).Any())
            signals.TryAdd(ProviderSubscriptions.AddMeter, true);
    }

    private static void Compare(CompilationAnalysisContext context, ProviderSubscriptions subscriptions, ConcurrentDictionary<string, bool> signals)
    {
        var scope = ScopeParser.Parse(context.Compilation.Assembly).Name;
        Check(ProviderSubscriptions.AddSource, "spans go to the source");
        Check(ProviderSubscriptions.AddMeter, "metrics go to the meter");

        void Check(string method, string what)
        {
            if (!signals.ContainsKey(method) || subscriptions.PlaceToAdd(method, scope) is not { } place)
                return;

            var properties = ImmutableDictionary<string, string?>.Empty.Add(Scope, scope);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.ScopeReachesNoProvider, place, properties, what, scope, method));
        }
    }
}
