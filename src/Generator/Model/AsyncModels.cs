namespace Instrumentation.Generator.Model;

/// <summary>An async method that observes itself.</summary>
/// <param name="Type">The type that declares it, as reflection names it.</param>
/// <param name="Name">Its name there, by which it is found when it runs.</param>
/// <param name="ParameterTypes">Its parameters' types, as reflection writes them; null when its name says enough.</param>
/// <param name="Inputs">What a call takes from it.</param>
/// <param name="Target">What it observes. Its parameters are the inputs.</param>
public sealed record AsyncMethodModel(string Type, string Name, string? ParameterTypes, EquatableArray<AsyncInputModel> Inputs, TargetModel Target);

/// <summary>A field of an observed call, and where its value comes from.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Type">Its type; <c>object?</c> for one that generated code can't name.</param>
/// <param name="Path">Fields and properties on the way to the value, separated by a slash; the first is one of the method's state.</param>
/// <param name="Owner">The type that declares the last of them where that is a member of the user's type, as reflection names it; otherwise null.</param>
public sealed record AsyncInputModel(string Field, string Type, string Path, string? Owner);

/// <summary>The async methods of one type that observe themselves.</summary>
public sealed record AsyncHolderModel(string Name, EquatableArray<AsyncMethodModel> Methods);
