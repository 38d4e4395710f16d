using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>
/// A private field that holds an instrument, which its type only records on, each time with the same tags: what a method that is an instrument
/// says in its signature.
/// </summary>
public sealed class HandwrittenInstrument
{
    /// <summary>What the methods that create one are called.</summary>
    internal static readonly string[] Names = ["CreateCounter", "CreateUpDownCounter", "CreateHistogram", "CreateGauge"];

    private static readonly ImmutableArray<string> Arguments = ["name", "unit", "description"];

    private HandwrittenInstrument(FieldDeclarationSyntax field, string kind, ITypeSymbol number)
    {
        Field = field;
        Kind = kind;
        Number = number;
    }

    /// <summary>The field.</summary>
    public FieldDeclarationSyntax Field { get; }

    /// <summary>The instrument's kind: <c>Counter</c>, <c>UpDownCounter</c>, <c>Histogram</c> or <c>Gauge</c>.</summary>
    public string Kind { get; }

    /// <summary>The type of its measurements.</summary>
    public ITypeSymbol Number { get; }

    /// <summary>What it is created with, by the names of the parameters: <c>name</c>, <c>unit</c>, <c>description</c>.</summary>
    public ImmutableDictionary<string, ExpressionSyntax> Created { get; private set; } = ImmutableDictionary<string, ExpressionSyntax>.Empty;

    /// <summary>The keys of its tags, with the types of their values.</summary>
    public ImmutableArray<(string Key, ITypeSymbol Type)> Tags { get; private set; } = [];

    /// <summary>The calls that record on it, with the value and those of the tags.</summary>
    public ImmutableArray<(InvocationExpressionSyntax Call, ImmutableArray<ExpressionSyntax> Values)> Calls { get; private set; } = [];

    /// <summary>The field's variable.</summary>
    public VariableDeclaratorSyntax Variable => Field.Declaration.Variables[0];

    /// <summary>The instrument that the field holds; null where it is something else, or where more is done with it.</summary>
    public static HandwrittenInstrument? Of(FieldDeclarationSyntax field, SemanticModel model, CancellationToken cancellation)
    {
        if (field.AttributeLists.Count > 0 || field.Declaration.Variables.Count != 1
            || field.Declaration.Variables[0].Initializer?.Value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } creation
            || !called.Name.Identifier.ValueText.StartsWith("Create", StringComparison.Ordinal)
            || model.GetDeclaredSymbol(field.Declaration.Variables[0], cancellation) is not IFieldSymbol { IsStatic: true, IsReadOnly: true, DeclaredAccessibility: Accessibility.Private } symbol
            || symbol.Type is not INamedTypeSymbol { Name: "Counter" or "UpDownCounter" or "Histogram" or "Gauge", TypeArguments.Length: 1 } type
            || !type.ContainingNamespace.Is("System.Diagnostics.Metrics") || !TypedInstrument.IsMeasurable(type.TypeArguments[0])
            || symbol.ContainingType.DeclaringSyntaxReferences.Count(static r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) != 1)
        {
            return null;
        }

        var instrument = new HandwrittenInstrument(field, type.Name, type.TypeArguments[0]);
        return instrument.ReadsCreation(creation, model, cancellation) && instrument.ReadsCalls(symbol, model, cancellation) ? instrument : null;
    }

    private bool ReadsCreation(InvocationExpressionSyntax creation, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(creation, cancellation).Symbol is not IMethodSymbol method || !method.ContainingType.Is("System.Diagnostics.Metrics", "Meter"))
            return false;

        var arguments = creation.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].NameColon?.Name.Identifier.ValueText ?? method.Parameters[i].Name;
            var constant = model.GetConstantValue(arguments[i].Expression, cancellation);
            if (!Arguments.Contains(name) || !constant.HasValue)
                return false;
            if (constant.Value is not null)
                Created = Created.Add(name, arguments[i].Expression);
        }

        return Created.ContainsKey("name");
    }

    private bool ReadsCalls(IFieldSymbol field, SemanticModel model, CancellationToken cancellation)
    {
        var type = Field.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var references = type.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol, field));
        foreach (var reference in references)
        {
            ExpressionSyntax used = reference.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == reference ? qualified : reference;
            if (used.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Record", Parent: InvocationExpressionSyntax call }
                || !ReadsCall(call, model, cancellation))
            {
                return false;
            }
        }

        return !Calls.IsEmpty;
    }

    private bool ReadsCall(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0 || arguments.Any(static a => a.NameColon is not null || !a.RefKindKeyword.IsKind(SyntaxKind.None)))
            return false;

        var tags = ImmutableArray.CreateBuilder<(string Key, ITypeSymbol Type)>();
        var values = ImmutableArray.Create(arguments[0].Expression).ToBuilder();
        foreach (var argument in arguments.Skip(1))
        {
            if (argument.Expression is not BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 2 } pair }
                || pair.Any(static a => a.NameColon is not null)
                || model.GetConstantValue(pair[0].Expression, cancellation).Value is not string key
                || model.GetTypeInfo(pair[1].Expression, cancellation).Type is not { } type || !IsWrittenAlike(type))
            {
                return false;
            }

            tags.Add((key, type));
            values.Add(pair[1].Expression);
        }

        var isFirst = Calls.IsEmpty;
        if (isFirst)
            Tags = tags.ToImmutable();
        Calls = Calls.Add((call, values.ToImmutable()));
        return isFirst
            ? tags.Select(static t => t.Key).Distinct().Count() == tags.Count
            : tags.Count == Tags.Length && tags.Zip(Tags, static (one, other) => one.Key == other.Key && SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(static same => same);
    }

    // What a parameter writes as the value itself does. An enumeration's name is written in another way.
    private static bool IsWrittenAlike(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Double or SpecialType.System_Single || DeclaredValue.IsInteger(type);
}
