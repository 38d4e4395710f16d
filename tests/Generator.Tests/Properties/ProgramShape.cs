namespace Instrumentation.Generator.Tests.Properties;

internal enum TypeKind { Class, Struct, ReadonlyStruct, Record, RecordStruct, StaticClass, Interface, StructBehindInterface, DefaultInterface, Virtual, Abstract }

internal enum TypeParameterKind { None, Open, Class, Struct, NotNull, Unmanaged, New }

internal enum Nesting { None, InClass, InGenericClass, Hidden }

internal enum Access { Public, Internal, Private }

internal enum Place { Instance, Static, Extension, ExtensionBlock }

internal enum Returns { Void, Int, Text, Tuple, TypeParameter, Task, TaskOf, ValueTask, ValueTaskOf, Sequence, AsyncSequence, Ref, RefReadonly }

internal enum Pass { Value, Ref, In, Out, RefReadonly, Params, Optional, Caller }

internal enum Step { Note, ChangeParameters, ChangeReceiver, Yield, AwaitCompleted, Throw, Cancel, Recurse, CallOther, Finally, SetContext }

internal enum Form { Plain, Named, Conditional, Field, Linq, MethodGroup, OpenTypeParameter, ClassTypeParameter, Nested, Discarded, Expression }

internal enum Receiver { Fresh, Local, Field, Element, Base, Null }

/// <summary>
/// A type with methods, and the calls of them. Any combination of values is a program: what the language does not allow together is read as
/// the nearest that it does, so that a counter-example can be made smaller one value at a time.
/// </summary>
internal sealed record ProgramShape(TypeKind Kind, TypeParameterKind TypeParameter, Nesting Nesting, IReadOnlyList<MethodShape> Methods, IReadOnlyList<CallShape> Calls)
{
    public override string ToString() => $"""
        new(TypeKind.{Kind}, TypeParameterKind.{TypeParameter}, Nesting.{Nesting},
            [{string.Join(",\n     ", Methods)}],
            [{string.Join(",\n     ", Calls)}])
        """;
}

internal sealed record MethodShape(
    Access Access, Place Place, Returns Returns, bool HasOwnTypeParameter, bool IsAsync, int Name, IReadOnlyList<ParameterShape> Parameters, IReadOnlyList<Step> Steps)
{
    public override string ToString() =>
        $"new(Access.{Access}, Place.{Place}, Returns.{Returns}, {Code(HasOwnTypeParameter)}, {Code(IsAsync)}, {Name}, [{string.Join(", ", Parameters)}], [{string.Join(", ", Steps.Select(static s => "Step." + s))}])";

    private static string Code(bool value) => value ? "true" : "false";
}

/// <param name="Type">An index into <see cref="ParameterTypes.All"/>.</param>
internal sealed record ParameterShape(int Type, Pass Pass, bool IsTag)
{
    public override string ToString() => $"new({Type}, Pass.{Pass}, {(IsTag ? "true" : "false")})";
}

/// <param name="Method">An index into the type's methods, modulo their number.</param>
internal sealed record CallShape(int Method, Form Form, Receiver Receiver)
{
    public override string ToString() => $"new({Method}, Form.{Form}, Receiver.{Receiver})";
}
