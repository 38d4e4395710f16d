using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>What it means for a call to be done, by the type that it returns.</summary>
public static class ReturnShape
{
    public enum Kind
    {
        Void,
        Value,
        Task,
        TaskOf,
        ValueTask,
        ValueTaskOf,

        /// <summary>What an async method can return by a builder of its own; awaiting it gives nothing, or a result.</summary>
        TaskLike,
        TaskLikeOf,

        /// <summary>A sequence of typed items, synchronous or not: the enumeration is what takes time.</summary>
        Sequence,
        UntypedSequence,
        Awaitable,
    }

    private const string Tasks = "System.Threading.Tasks";

    public static Kind Of(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
            return Kind.Void;
        if (type.Is(Tasks, "Task"))
            return Kind.Task;
        if (type.Is(Tasks, "Task", 1))
            return Kind.TaskOf;
        if (type.Is(Tasks, "ValueTask"))
            return Kind.ValueTask;
        if (type.Is(Tasks, "ValueTask", 1))
            return Kind.ValueTaskOf;
        if (IsSequence(type))
            return Kind.Sequence;
        if (type.SpecialType is SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator)
            return Kind.UntypedSequence;
        if (Awaited(type) is not { } awaited)
            return Kind.Value;
        return Builder(type) is null ? Kind.Awaitable : awaited.SpecialType == SpecialType.System_Void ? Kind.TaskLike : Kind.TaskLikeOf;
    }

    /// <summary>The type that a caller gets in the end: the task's result, or what is returned; null when there is none.</summary>
    public static ITypeSymbol? Result(ITypeSymbol type) => Of(type) switch
    {
        Kind.Void or Kind.Task or Kind.ValueTask or Kind.TaskLike or Kind.Sequence or Kind.UntypedSequence => null,
        Kind.TaskOf or Kind.ValueTaskOf => ((INamedTypeSymbol)type).TypeArguments[0],
        Kind.TaskLikeOf => Awaited(type),
        _ => type,
    };

    /// <summary>The builder that async methods use which return the type; null where the type names none.</summary>
    public static INamedTypeSymbol? Builder(ITypeSymbol type) => type.OriginalDefinition.GetAttributes()
        .FirstOrDefault(static a => a.AttributeClass.Is("System.Runtime.CompilerServices", "AsyncMethodBuilderAttribute"))
        ?.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;

    // The interfaces alone: a list that is returned is there already.
    private static bool IsSequence(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T
        || type.Is("System.Collections.Generic", "IAsyncEnumerable", 1)
        || type.Is("System.Collections.Generic", "IAsyncEnumerator", 1);

    // What awaiting it gives; null for what can't be awaited.
    private static ITypeSymbol? Awaited(ITypeSymbol type) =>
        Find(type, "GetAwaiter") is { } getAwaiter ? Find(getAwaiter.ReturnType, "GetResult")?.ReturnType ?? getAwaiter.ReturnType : null;

    private static IMethodSymbol? Find(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static m => !m.IsStatic && m.Parameters.IsEmpty && m.Arity == 0) is { } method)
                return method;
        }

        return null;
    }
}
