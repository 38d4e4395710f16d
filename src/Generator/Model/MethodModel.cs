using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;

namespace Instrumentation.Generator.Model;

/// <summary>How a method takes the object that it is called on.</summary>
public enum Receiver
{
    /// <summary>It takes none: a static method.</summary>
    None,

    /// <summary>A reference.</summary>
    Value,

    /// <summary>A struct, by reference.</summary>
    Ref,

    /// <summary>A struct that the method does not change.</summary>
    In,
}

/// <summary>
/// The signature of the method that is called, as generated code writes it: all type names are <c>global::</c> names. <see cref="ReceiverModifier"/>
/// is how a method outside of the type takes the object: by reference, and scoped where the object's own methods could not return it; <see cref="IsUnscoped"/>
/// when the method says that it may. A hidden method is called through an accessor; <see cref="OwnerName"/> is what reflection calls a type
/// that no parameter can have, a static class.
/// </summary>
public sealed record MethodModel(
    string Name,
    string ContainingType,
    Receiver Receiver,
    string ReceiverModifier,
    bool IsExtension,
    bool IsHidden,
    string? OwnerName,
    BridgeModel? Bridge,
    bool IsUnsafe,
    bool IsUnscoped,
    EquatableArray<TypeParameterModel> TypeParameters,
    int OwnArity,
    EquatableArray<ParameterModel> Parameters,
    string ReturnType,
    ReturnShape.Kind Returns,
    string? ResultType)
{
    /// <summary>The type parameters of the types around the method.</summary>
    public EquatableArray<TypeParameterModel> OuterTypeParameters => TypeParameters.Take(TypeParameters.Count - OwnArity).ToEquatableArray();

    /// <summary>The method's own type parameters, without those of the types around it.</summary>
    public EquatableArray<TypeParameterModel> OwnTypeParameters => TypeParameters.Skip(TypeParameters.Count - OwnArity).ToEquatableArray();

    /// <summary>The caller's tokens: cancellation through one of them is no error.</summary>
    public IEnumerable<ParameterModel> CancellationTokens => Parameters.Where(static p => p.IsCancellationToken);
}

/// <summary>A method that is added to the user's partial type, and calls the hidden one there.</summary>
/// <param name="Namespace">The type's namespace; empty for the global one.</param>
/// <param name="Types">The headers of the types around it, outermost first.</param>
/// <param name="Name">The added method's name.</param>
public sealed record BridgeModel(string Namespace, EquatableArray<string> Types, string Name);

/// <summary>
/// A type parameter, and what it must be; <see cref="InheritedConstraint"/> is what a method repeats of it that inherits its constraints.
/// </summary>
public sealed record TypeParameterModel(string Name, string Constraints, string InheritedConstraint);

/// <summary>
/// A parameter; <see cref="Modifier"/> is as in its declaration: empty, <c>ref</c>, <c>in</c>, <c>out</c>, <c>ref readonly</c>, with <c>scoped</c>.
/// <see cref="IsUnscoped"/> when it bears <c>[UnscopedRef]</c>.
/// </summary>
public sealed record ParameterModel(string Name, string Type, string Modifier, bool IsParams, bool IsCancellationToken, bool IsUnscoped);
