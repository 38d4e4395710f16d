using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>Another package's generator: it intercepts, in its own namespace, every call of an <c>Orders.Place(int)</c>, and doubles its result.</summary>
internal sealed class RivalGenerator : IIncrementalGenerator
{
    public static AnalyzerReference Reference { get; } = new InMemory();

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var places = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Place" } },
            static (c, cancellation) => c.SemanticModel.GetInterceptableLocation((InvocationExpressionSyntax)c.Node, cancellation)!.GetInterceptsLocationAttributeSyntax());
        context.RegisterSourceOutput(places.Collect(), static (output, places) => output.AddSource("Rival.cs", $$"""
            namespace System.Runtime.CompilerServices
            {
                [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
                file sealed class InterceptsLocationAttribute : global::System.Attribute
                {
                    public InterceptsLocationAttribute(int version, string data)
                    {
                    }
                }
            }

            namespace Rival
            {
                internal static class Doubling
                {
                    {{string.Join("\n", places)}}
                    public static int PlaceTwice(this global::Orders orders, int id) => 2 * orders.Place(id);
                }
            }
            """));
    }

    private sealed class InMemory : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new RivalGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(RivalGenerator);

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];
    }
}
