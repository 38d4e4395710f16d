using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// How generated code outside the user's type gets at a member: directly; through an <c>UnsafeAccessor</c> where the language says no and the
/// runtime can; through a method that is added to the user's type where that is partial; or not at all.
/// </summary>
public static class Access
{
    private const string UnsafeAccessorAttribute = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";
    private const string UnsafeAccessorTypeAttribute = "System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute";

    /// <summary>The first .NET whose accessors may be generic.</summary>
    private const int GenericAccessors = 9;

    /// <summary>Whether generated code can name the member.</summary>
    public static bool IsDirect(ISymbol member, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(member, compilation.Assembly);

    /// <summary>What keeps generated code from calling the method.</summary>
    public static Obstacle Check(IMethodSymbol method, Compilation compilation)
    {
        if (TypesOf(method).Any(type => type.Mentions(t => t is INamedTypeSymbol named && !IsNameable(named, compilation))))
            return Obstacle.HiddenType;
        if (CheckNames(method, compilation) is var obstacle and not Obstacle.None)
            return obstacle;
        return IsDirect(method, compilation) || CanBridge(method, compilation) ? Obstacle.None : CheckAccessor(method, compilation);
    }

    /// <summary>What keeps generated code from naming the types of the signature, wherever it stands.</summary>
    public static Obstacle CheckNames(IMethodSymbol method, Compilation compilation)
    {
        var types = TypesOf(method);

        // The wrapper of a ValueTask names the Task that it stands for.
        if (ReturnShape.Of(method.ReturnType) == ReturnShape.Kind.ValueTask && compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is { } task)
            types = types.Append(task);
        return types.Any(type => !CanName(type, compilation)) ? Obstacle.HiddenName : Obstacle.None;
    }

    /// <summary>Whether the full name of the type, and of each that it is made of, leads to it.</summary>
    public static bool CanName(ITypeSymbol type, Compilation compilation) => !type.Mentions(t =>
        t is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error, IsTupleType: false } named && !FullName.LeadsTo(named, compilation));

    /// <summary>Whether a generated class can implement the interface, all of whose types it has to name.</summary>
    public static bool CanImplement(INamedTypeSymbol type, Compilation compilation) =>
        IsDirect(type, compilation)
        && type.AllInterfaces.Insert(0, type).SelectMany(static i => i.GetMembers().OfType<IMethodSymbol>()).All(m => CheckNames(m, compilation) == Obstacle.None);

    /// <summary>What keeps generated code from reaching the member, which it can't name, through an <c>UnsafeAccessor</c>.</summary>
    public static Obstacle CheckAccessor(ISymbol member, Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(UnsafeAccessorAttribute) is null)
            return Obstacle.NoUnsafeAccessor;

        // What the runtime can is told by its own assembly: an attribute may be anybody's.
        var runtime = compilation.ObjectType.ContainingAssembly;
        var isOfGenericType = member.ContainingType.SelfAndContaining().Any(static t => t.Arity > 0);
        if (member.ContainingType.IsStatic && (isOfGenericType || runtime.GetTypeByMetadataName(UnsafeAccessorTypeAttribute) is null))
            return Obstacle.HiddenInStaticClass;
        return (isOfGenericType || member is IMethodSymbol { Arity: > 0 }) && runtime.Identity.Version.Major < GenericAccessors
            ? Obstacle.HiddenInGenericType
            : Obstacle.None;
    }

    /// <summary>Whether a method of the user's own partial type must stand between: nothing else reaches the method, and that does.</summary>
    public static bool NeedsBridge(IMethodSymbol method, Compilation compilation) =>
        !IsDirect(method, compilation) && CheckAccessor(method, compilation) != Obstacle.None && CanBridge(method, compilation);

    private static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method) =>
        method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Append(method.ContainingType)
            .Concat(method.TypeParameters.Concat(method.ContainingType.SelfAndContaining().SelectMany(static t => t.TypeParameters)).SelectMany(static p => p.ConstraintTypes));

    private static bool CanBridge(IMethodSymbol method, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && method.ContainingType.SelfAndContaining().All(IsPartial);

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(static d =>
        d.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsNameable(INamedTypeSymbol type, Compilation compilation) =>
        type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Error || IsDirect(type.OriginalDefinition, compilation);
}
