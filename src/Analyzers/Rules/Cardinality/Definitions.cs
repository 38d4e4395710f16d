using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Everything that a variable is set to. The answer is null where it may be set by code that can't be seen: by reference, in another file, by
/// another assembly.
/// </summary>
internal static class Definitions
{
    /// <summary>The values that the local variable is set to, in the order of the text.</summary>
    public static ImmutableArray<IOperation>? Of(ILocalSymbol local, IOperation use)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var operation in Root(use).Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer() is { } initializer)
                        values.Add(initializer.Value);
                    else if (declarator.Parent is IForEachLoopOperation loop && Elements(loop.Collection) is { } elements)
                        values.AddRange(elements);
                    else if (declarator.Parent is IForEachLoopOperation)
                        return null;
                    break;
                case IDeclarationPatternOperation pattern when Same(pattern.DeclaredSymbol, local):
                    if (Matched(pattern) is not { } matched || !SymbolEqualityComparer.Default.Equals(matched.Type, local.Type))
                        return null;
                    values.Add(matched);
                    break;
                case IRecursivePatternOperation pattern when Same(pattern.DeclaredSymbol, local):
                    return null;
                case ILocalReferenceOperation reference when Same(reference.Local, local) && !TryAdd(reference, values):
                    return null;
                default:
                    break;
            }
        }

        return values.Count == 0 ? null : values.ToImmutable();
    }

    /// <summary>The values that the method's code sets the parameter to; empty where it keeps what it got.</summary>
    public static ImmutableArray<IOperation>? Of(IParameterSymbol parameter, IOperation use)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        return Root(use).Descendants().OfType<IParameterReferenceOperation>().Where(r => Same(r.Parameter, parameter)).All(r => TryAdd(r, values))
            ? values.ToImmutable()
            : null;
    }

    /// <summary>The values that the field or automatic property is set to, where only code of this file can set it.</summary>
    public static ImmutableArray<IOperation>? Of(ISymbol member, SourceFile file)
    {
        if (!IsSetHere(member) || member.DeclaringSyntaxReferences.Length != 1 || !file.HasAll(member.ContainingType))
            return null;

        var values = ImmutableArray.CreateBuilder<IOperation>();
        if (file.Initializer(member) is { } initializer)
            values.Add(initializer);
        foreach (var name in file.NamesOf(member))
        {
            if (file.Operation(name) is not { } reference || !TryAdd(reference, values))
                return null;
        }

        return values.Count == 0 ? null : values.ToImmutable();
    }

    /// <summary>The arguments that calls give for the parameter, where only code of this file can call the method.</summary>
    public static ImmutableArray<IOperation>? Arguments(IParameterSymbol parameter, SourceFile file)
    {
        if (parameter is not { RefKind: RefKind.None, IsParams: false, ContainingSymbol: IMethodSymbol method }
            || !IsCalledHere(method)
            || !file.HasAll(method.ContainingType))
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var name in file.NamesOf(method))
        {
            // A delegate's callers are anywhere.
            if (name.Parent is AttributeArgumentSyntax or NameMemberCrefSyntax || IsNameOf(name))
                continue;
            if (file.Call(name) is not { } call || call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal) is not { } argument)
                return null;
            values.Add(argument.Value);
        }

        return values.Count == 0 ? null : values.ToImmutable();
    }

    private static bool IsCalledHere(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations.IsEmpty: true };

    private static bool IsSetHere(ISymbol member) => member switch
    {
        IFieldSymbol { IsImplicitlyDeclared: false } field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol { IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false } property =>
            property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } && IsAutomatic(property),
        _ => false,
    };

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Length == 1
        && property.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors }
        && accessors.Accessors.All(static a => a.Body is null && a.ExpressionBody is null);

    private static bool IsNameOf(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    // False where the reference lets other code set the variable, or sets it to what isn't said.
    private static bool TryAdd(IOperation reference, ImmutableArray<IOperation>.Builder values)
    {
        switch (reference.Parent)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when assignment.Target == reference:
                values.Add(assignment.Value);
                return true;
            case ICoalesceAssignmentOperation assignment when assignment.Target == reference:
                values.Add(assignment.Value);
                return true;
            case ICompoundAssignmentOperation assignment when assignment.Target == reference:
            case IIncrementOrDecrementOperation:
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
            case IDeclarationExpressionOperation:
            case IAddressOfOperation:
                return false;
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple:
                return deconstruction.Target != tuple;
            default:
                return true;
        }
    }

    private static IEnumerable<IOperation>? Elements(IOperation collection)
    {
        while (collection is IConversionOperation conversion)
            collection = conversion.Operand;
        return collection switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation expression when !expression.Elements.Any(static e => e is ISpreadOperation) => expression.Elements,
            _ => null,
        };
    }

    // What a pattern of another type matches was something else before.
    private static IOperation? Matched(IDeclarationPatternOperation pattern) => pattern.Parent switch
    {
        IIsPatternOperation @is => @is.Value,
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation @switch } => @switch.Value,
        _ => null,
    };

    private static bool Same(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
