using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Where a wrapper's body stands, and what the original call is from there. This is all that a strategy decides of a body.
/// </summary>
/// <param name="Fields">What comes before the names of the instruments: nothing in their own class, its name elsewhere.</param>
/// <param name="Modifiers">The modifiers of the body's methods.</param>
/// <param name="Attributes">What each of them bears.</param>
/// <param name="Self">The object that is called on, as an expression; empty for a static method.</param>
/// <param name="SelfParameter">The object as a parameter, where the body stands outside its type; otherwise null.</param>
/// <param name="TypeParameters">The type parameters that the body's methods take.</param>
/// <param name="Original">The original call up to its argument list.</param>
/// <param name="SelfArgument">The object as an argument of the original call, where that is a function of it; otherwise empty.</param>
/// <param name="IsInside">Whether the body stands in the user's type and sees its private members.</param>
internal sealed record BodyPlace(
    string Fields,
    string Modifiers,
    string[] Attributes,
    string Self,
    string? SelfParameter,
    EquatableArray<TypeParameterModel> TypeParameters,
    string Original,
    string SelfArgument,
    bool IsInside)
{
    /// <summary>In the class of the instruments, as static methods: intercepted calls come here.</summary>
    public static BodyPlace InHolder(TargetModel target)
    {
        var method = target.Method;
        var self = method.Receiver == Receiver.None ? "" : Code.Unique("self", method.Parameters.Select(static p => p.Name));
        var own = Code.TypeArguments(method.OwnTypeParameters);
        return new BodyPlace(
            Fields: HidesField(target) ? Code.Identifier(target.Holder) + "." : "",
            Modifiers: "private static",
            Attributes: [],
            self,
            method.Receiver == Receiver.None ? null : $"{method.ReceiverModifier}{method.ContainingType} {self}",
            method.TypeParameters,
            (method.IsHidden ? AccessorEmitter.Original(target)
                : $"{(method.Receiver == Receiver.None ? method.ContainingType : self)}.{method.Bridge?.Name ?? method.Name}") + own,
            !method.IsHidden ? ""
                : method.Receiver == Receiver.None ? AccessorEmitter.StaticOwner(method.ContainingType, method.OwnerName)
                : ToAccessor(method.Receiver, self),
            IsInside: false);
    }

    /// <summary>In the user's type, beside the core method.</summary>
    public static BodyPlace BesideCore(TargetModel target, string? core, string @namespace)
    {
        var receiver = target.Method.Receiver;
        var own = target.Method.OwnTypeParameters;
        return new BodyPlace(
            $"global::{@namespace}.{Code.Identifier(target.Holder)}.",
            receiver switch
            {
                Receiver.None => "private static",

                // A readonly method that calls one which is not would work on a copy.
                Receiver.In => "private readonly",
                _ => "private",
            },
            Code.StepThrough,
            receiver == Receiver.None ? "" : "this",
            SelfParameter: null,
            own,
            core + Code.TypeArguments(own),
            SelfArgument: "",
            IsInside: true);
    }

    /// <summary>In the class of an async method's calls, which keeps what it needs of the method in fields.</summary>
    public static BodyPlace InAsyncCall(TargetModel target) => new(
        Code.Identifier(target.Holder) + ".",
        "private",
        Attributes: [],
        target.Method.Receiver == Receiver.None ? "" : "_this",
        SelfParameter: null,
        TypeParameters: default,
        Original: "",
        SelfArgument: "",
        IsInside: false);

    /// <summary>In a decorator, around the decorated object.</summary>
    public static BodyPlace InDecorator(TargetModel target, string @namespace)
    {
        var own = target.Method.OwnTypeParameters;
        var inner = Inner(target.Method.Parameters);
        return new BodyPlace(
            $"global::{@namespace}.{Code.Identifier(target.Holder)}.",
            "private",
            Attributes: [],
            inner,
            SelfParameter: null,
            own,
            $"{inner}.{target.Method.Name}{Code.TypeArguments(own)}",
            SelfArgument: "",
            IsInside: false);
    }

    /// <summary>The decorated object, among parameters of any name.</summary>
    public static string Inner(EquatableArray<ParameterModel> parameters) => parameters.Any(static p => p.Name == "_inner") ? "this._inner" : "_inner";

    /// <summary>The object as an accessor takes it: a value by reference, a readonly one too.</summary>
    public static string ToAccessor(Receiver receiver, string self) => receiver switch
    {
        Receiver.Ref => "ref " + self,
        Receiver.In => $"ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in {self})",
        _ => self,
    };

    /// <summary>Whether a parameter is called what an instrument is.</summary>
    private static bool HidesField(TargetModel target) =>
        target.Method.Parameters.Any(static p => p.Name is "s_scope" or "s_source");
}
