using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// The one rule on which methods can be wrapped. The generator asks it before it emits, the analyzers ask it to say why not: an attribute
/// either has its effect or a diagnostic.
/// </summary>
public static class Eligibility
{
    /// <summary>What keeps the method from being wrapped by that strategy; <see cref="Obstacle.None"/> when nothing does.</summary>
    public static Obstacle Check(IMethodSymbol method, Strategy strategy, Compilation compilation)
    {
        if (strategy == Strategy.Builder)
            return AsyncBuilder.Check(method, compilation);

        // An accessor in an extension block is compiled to a method too, but its calls are none of that.
        if (method.AccessorKeyword() is null)
            method = method.ExtensionImplementation() ?? method;
        var obstacle = CheckShape(method, strategy);
        if (obstacle == Obstacle.None)
            obstacle = CheckTypes(method, compilation);
        if (obstacle != Obstacle.None)
            return obstacle;
        return strategy == Strategy.Interceptor ? Access.Check(method, compilation) : Access.CheckNames(method, compilation);
    }

    private static Obstacle CheckShape(IMethodSymbol method, Strategy strategy)
    {
        switch (method.MethodKind)
        {
            case MethodKind.Ordinary:
            case MethodKind.ReducedExtension:
            case MethodKind.DeclareMethod:
            case MethodKind.PropertyGet or MethodKind.PropertySet when strategy is Strategy.Partial or Strategy.Wrapped:
                break;
            case MethodKind.LocalFunction:
                return Obstacle.LocalFunction;
            case MethodKind.AnonymousFunction:
                return Obstacle.Lambda;
            case MethodKind.Constructor:
            case MethodKind.StaticConstructor:
                return Obstacle.Constructor;
            case MethodKind.ExplicitInterfaceImplementation:
                return Obstacle.ExplicitImplementation;
            case MethodKind.PropertyGet:
            case MethodKind.PropertySet:
                return Obstacle.PropertyAccessor;
            case MethodKind.EventAdd:
            case MethodKind.EventRemove:
            case MethodKind.EventRaise:
                return Obstacle.EventAccessor;
            default:
                return Obstacle.Operator;
        }

        if (!method.ExplicitInterfaceImplementations.IsEmpty)
            return Obstacle.ExplicitImplementation;
        if (method.IsStatic && (method.IsAbstract || (method.IsVirtual && method.ContainingType.TypeKind == TypeKind.Interface)))
            return Obstacle.StaticAbstract;
        if (method.IsExtern)
            return Obstacle.Extern;
        if (method.IsVararg)
            return Obstacle.ArgList;
        if (method.IsAsync && method.ReturnsVoid)
            return Obstacle.AsyncVoid;
        if (method.GetAttributes().Any(static a => a.AttributeClass.Is("System.Diagnostics", "ConditionalAttribute")))
            return Obstacle.Conditional;

        // An extension block is a nested type without a usable name; its methods are called by that of the static method beside it.
        if (!method.ContainingType.CanBeReferencedByName && !method.ContainingType.IsImplicitClass && !IsTopLevelProgram(method.ContainingType))
            return Obstacle.ExtensionBlock;
        return Obstacle.None;
    }

    private static bool IsTopLevelProgram(INamedTypeSymbol type) => type.Name is "Program" or "<Program>$";

    private static Obstacle CheckTypes(IMethodSymbol method, Compilation compilation)
    {
        var shape = ReturnShape.Of(method.ReturnType);
        if (shape is ReturnShape.Kind.UntypedSequence or ReturnShape.Kind.Awaitable)
            return shape == ReturnShape.Kind.UntypedSequence ? Obstacle.Sequence : Obstacle.Awaitable;
        if (shape is ReturnShape.Kind.TaskLike or ReturnShape.Kind.TaskLikeOf && !Access.IsDirect(ReturnShape.Builder(method.ReturnType)!, compilation))
            return Obstacle.Awaitable;

        // An async method awaits the task, and none may have pointers in its signature; nor is a ref struct there any more when the task is done.
        if (shape is ReturnShape.Kind.TaskOf or ReturnShape.Kind.ValueTaskOf or ReturnShape.Kind.TaskLikeOf && method.ReturnType.HasPointers())
            return Obstacle.Pointer;
        if (shape is not (ReturnShape.Kind.Void or ReturnShape.Kind.Value) && !method.IsStatic && method.ContainingType.IsRefLikeType)
            return Obstacle.RefStructReceiver;

        var signature = method.Parameters.Select(static p => p.Type).Append(method.ReturnType).ToList();
        if (signature.Append(method.ContainingType).Any(static type => type.Mentions(static t => t is INamedTypeSymbol { IsFileLocal: true })))
            return Obstacle.FileLocal;

        var names = method.ContainingType.SelfAndContaining().SelectMany(static t => t.TypeParameters).Concat(method.TypeParameters).Select(static p => p.Name).ToList();
        return names.Count == names.Distinct().Count() ? Obstacle.None : Obstacle.ShadowedTypeParameter;
    }
}
