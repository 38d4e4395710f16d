namespace Instrumentation.Generator.Model;

/// <summary>A partial method or property that wraps its core methods.</summary>
/// <param name="Hint">The output's name.</param>
/// <param name="Namespace">The namespace of the outermost type; empty for the global one.</param>
/// <param name="Types">The headers of the types around it, outermost first: <c>partial class Orders</c>.</param>
/// <param name="Modifiers">The member's modifiers up to <c>partial</c>.</param>
/// <param name="Property">What it is if it is a property; null for a method.</param>
/// <param name="Bodies">The method, or the property's accessors.</param>
public sealed record PartialModel(
    string Hint, string Namespace, EquatableArray<string> Types, string Modifiers, PartialProperty? Property, EquatableArray<PartialBody> Bodies);

/// <summary>A partial property; an indexer is called <c>this</c>, and has parameters.</summary>
public sealed record PartialProperty(string Name, string Type, EquatableArray<ParameterModel> Parameters);

/// <summary>A body that the generator writes for a partial member.</summary>
/// <param name="Accessor">The accessor with its modifiers: <c>get</c>, <c>private set</c>; empty for a method.</param>
/// <param name="Display">Its name for people.</param>
/// <param name="Core">The method that holds the body; null when there is none, which a rule says.</param>
/// <param name="Method">Its signature.</param>
/// <param name="Target">What it observes; null when calls are handed on, because nobody asked or because of what a rule says.</param>
public sealed record PartialBody(string Accessor, string Display, string? Core, MethodModel Method, TargetModel? Target);

/// <summary>A class that implements an interface around another implementation and observes the calls.</summary>
/// <param name="Namespace">The interface's namespace; empty for the global one.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Interface">The interface.</param>
/// <param name="TypeParameters">The interface's type parameters.</param>
/// <param name="Members">Its members, and those of the interfaces that it extends.</param>
public sealed record DecoratorModel(
    string Namespace,
    string Name,
    string Accessibility,
    string Interface,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<DecoratedMember> Members);

public enum DecoratedKind
{
    Method,
    Property,
    Indexer,
    Event,
}

/// <summary>A member of a decorated interface. One without a target is handed on as it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Interface">The interface that declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of a property, an indexer or an event.</param>
/// <param name="HasGet">Whether a property can be read.</param>
/// <param name="Setter"><c>set</c>, <c>init</c> or empty.</param>
/// <param name="IsUnsafe">Whether there are pointers in its signature.</param>
/// <param name="Parameters">An indexer's parameters.</param>
/// <param name="Method">A method's signature.</param>
/// <param name="Target">What is observed of it.</param>
public sealed record DecoratedMember(
    DecoratedKind Kind,
    string Interface,
    string Name,
    string Type,
    bool HasGet,
    string Setter,
    bool IsUnsafe,
    EquatableArray<ParameterModel> Parameters,
    MethodModel? Method,
    TargetModel? Target);
