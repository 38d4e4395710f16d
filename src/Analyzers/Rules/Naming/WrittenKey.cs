using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A tag's key as code writes it: with the tag's value, or in a <c>[Tag]</c>.</summary>
internal sealed class WrittenKey
{
    private WrittenKey(string key, SyntaxNode syntax, string? constantValue, SyntaxNode valueSyntax, ITypeSymbol? valueType)
    {
        Key = key;
        Syntax = syntax;
        ConstantValue = constantValue;
        ValueSyntax = valueSyntax;
        ValueType = valueType;
    }

    public string Key { get; }

    public SyntaxNode Syntax { get; }

    /// <summary>The value, if it is a string that the compiler knows; null otherwise, as in an attribute.</summary>
    public string? ConstantValue { get; }

    /// <summary>Where the value is written; in an attribute, the key.</summary>
    public SyntaxNode ValueSyntax { get; }

    /// <summary>The type of the value before it was converted to <c>object</c>; null where it is not known.</summary>
    public ITypeSymbol? ValueType { get; }

    /// <summary>
    /// Calls the action once for each key that the compiler knows and that is an attribute of a signal. Keys of baggage are no attributes: they
    /// are what other services agreed to.
    /// </summary>
    public static void Register(
        CompilationStartAnalysisContext context, TelemetrySymbols symbols, Action<CodeContext, WrittenKey> action)
    {
        context.RegisterTagWriteAction(symbols, (c, tag) =>
        {
            if (tag is { Signal: not Signal.Baggage, KeyText: { } key })
            {
                var value = tag.Value;
                action(c, new WrittenKey(key, Tag.Unconverted(tag.Key).Syntax, value.ConstantValue.Value as string, value.Syntax, value.Type));
            }
        });
        if (LibrarySymbols.Of(context.Compilation) is null)
            return;
        context.RegisterAttributeAction(
            [KnownNames.Tag],
            c =>
            {
                if (OfAttribute(c.Operation) is { } key)
                    action(c, key);
            },
            isAboutArguments: true);
    }

    private static WrittenKey? OfAttribute(IOperation operation)
    {
        if (operation is not IAttributeOperation { Operation: IObjectCreationOperation { Type: { Name: KnownNames.Tag } type } creation }
            || !type.ContainingNamespace.Is(KnownNames.Namespace)
            || creation.Text("key") is not { Value: { } key, Syntax: { } syntax })
        {
            return null;
        }

        // A path leads to a value of another type than that of what bears the attribute.
        var tagged = creation.Argument("path") is null ? TypeSyntax(operation.Syntax) : null;
        return new WrittenKey(key, syntax, constantValue: null, syntax, tagged is null ? null : operation.SemanticModel?.GetTypeInfo(tagged).Type);
    }

    private static TypeSyntax? TypeSyntax(SyntaxNode attribute) => attribute.Parent?.Parent switch
    {
        ParameterSyntax parameter => parameter.Type,
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        _ => null,
    };
}
