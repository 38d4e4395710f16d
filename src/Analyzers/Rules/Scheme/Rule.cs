using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// A rule. It runs concurrently, leaves generated code alone, resolves the symbols that it is about once a compilation, and costs nothing more
/// where the compilation has none of them.
/// </summary>
/// <typeparam name="TSymbols">What the rule knows about a compilation: the library's attributes, or the platform's telemetry types.</typeparam>
public abstract class Rule<TSymbols> : DiagnosticAnalyzer
    where TSymbols : class
{
    private protected Rule(params DiagnosticDescriptor[] descriptors) => SupportedDiagnostics = [.. descriptors];

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (Resolve(start.Compilation) is { } symbols)
                Register(start, symbols);
        });
    }

    /// <summary>The symbols that the rule is about; null when the compilation can't contain anything for it to say.</summary>
    private protected abstract TSymbols? Resolve(Compilation compilation);

    /// <summary>Registers the rule's actions for a compilation that has those symbols.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, TSymbols symbols);
}
