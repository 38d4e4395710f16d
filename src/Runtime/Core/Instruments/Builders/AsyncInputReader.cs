using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>Hands an input to a call from the state of the method that has been called.</summary>
/// <typeparam name="TStateMachine">The method's state machine.</typeparam>
/// <param name="call">The call.</param>
/// <param name="stateMachine">The state.</param>
internal delegate void ReadInput<TStateMachine>(ObservedAsyncCall call, ref TStateMachine stateMachine);

/// <summary>
/// Makes what reads a method's inputs from its state machine, whose fields are named as the parameters: compiled where the runtime compiles,
/// by reflection elsewhere.
/// </summary>
internal static class AsyncInputReader
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The reader of an input.</summary>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="input">The input.</param>
    /// <returns>The reader; null when the compiler has not kept the input, which the method's body does not use.</returns>
    public static ReadInput<TStateMachine>? Make<[DynamicallyAccessedMembers(AsyncState.Fields)] TStateMachine>(AsyncInput input)
    {
        if (typeof(TStateMachine).GetField(input.Path[0], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is not { } field)
            return null;

        var members = new List<MemberInfo> { field };
        foreach (var name in input.Path.Skip(1))
        {
            if (FindMember(TypeOf(members[^1]), name) is not { } member)
                return null;
            members.Add(member);
        }

        return RuntimeFeature.IsDynamicCodeCompiled ? Compile<TStateMachine>(input, members) : Reflect<TStateMachine>(input, members);
    }

    // Generated code asks for the members that it names to be kept.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Generated code keeps the members by DynamicDependency.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Generated code keeps the members by DynamicDependency.")]
    private static MemberInfo? FindMember(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (((MemberInfo?)type.GetField(name, Declared) ?? type.GetProperty(name, Declared)) is { } member)
                return member;
        }

        return null;
    }

    private static ReadInput<TStateMachine> Compile<TStateMachine>(AsyncInput input, List<MemberInfo> members)
    {
        var (take, type) = input.Target;
        var call = Expression.Parameter(typeof(ObservedAsyncCall));
        var stateMachine = Expression.Parameter(typeof(TStateMachine).MakeByRefType());
        Expression value = stateMachine;
        foreach (var member in members)
            value = member is FieldInfo field ? Expression.Field(value, field) : Expression.Call(value, ((PropertyInfo)member).GetMethod!);
        if (value.Type != input.Type)
            value = Expression.Convert(value, input.Type);
        return Expression.Lambda<ReadInput<TStateMachine>>(
            Expression.Invoke(Expression.Constant(take, take.GetType()), Expression.Convert(call, type), value), call, stateMachine).Compile();
    }

    private static ReadInput<TStateMachine> Reflect<TStateMachine>(AsyncInput input, List<MemberInfo> members) =>
        (ObservedAsyncCall call, ref TStateMachine stateMachine) =>
        {
            object? value = stateMachine;
            foreach (var member in members)
                value = member is FieldInfo field ? field.GetValue(value) : ((PropertyInfo)member).GetValue(value);
            input.Give(call, value);
        };

    private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
}
