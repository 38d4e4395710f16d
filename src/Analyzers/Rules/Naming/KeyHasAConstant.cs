using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS307: a key of the semantic conventions as a literal, where the runtime has a constant for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyHasAConstant() : TelemetryRule(Descriptors.KeyHasAConstant)
{
    /// <summary>Diagnostic property: the constant as it is written where its namespace is imported.</summary>
    public const string Constant = nameof(Constant);

    /// <summary>The class of the constants, and the namespace that it is in.</summary>
    public const string ConstantsClass = "SemanticConventions";

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (context.Compilation.GetTypeByMetadataName($"{KnownNames.Namespace}.{ConstantsClass}") is { } constants)
            WrittenKey.Register(context, symbols, (c, key) => Check(c, key, constants));
    }

    private static void Check(CodeContext context, WrittenKey key, INamedTypeSymbol constants)
    {
        if (key.Syntax is not LiteralExpressionSyntax || SemanticConventions.Find(key.Key) is not { IsDeprecated: false, IsTemplate: false }
            || Find(key.Key, constants) is not { } constant)
        {
            return;
        }

        var name = $"{ConstantsClass}.{constant.ContainingType.Name}.{constant.Name}";
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Constant, name);
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.KeyHasAConstant, key.Syntax.GetLocation(), properties, key.Key, name));
    }

    // A class for each root namespace: feature_flag.key is in FeatureFlag.
    private static IFieldSymbol? Find(string key, INamedTypeSymbol constants)
    {
        var root = key.Split('.')[0].Replace("_", "");
        return constants.GetTypeMembers().FirstOrDefault(t => string.Equals(t.Name, root, StringComparison.OrdinalIgnoreCase))
            ?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, key));
    }
}
