using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>
/// The async methods that are observed in themselves, by assembly. The compiler makes a type of each method's state, which no code can name:
/// a method is known by the name of that type and of the type around it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ObservedAsyncMethods
{
    private const string LocalFunction = ">g__";

    private static readonly ConditionalWeakTable<Assembly, Func<string, ObservedAsyncMethod[]?>> Assemblies = new();

    /// <summary>Makes an assembly's methods known. Generated code calls it before anything else in the assembly runs.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="find">The methods of a name, as <see cref="NameOf"/> gives it; null when there are none.</param>
    public static void Register(Assembly assembly, Func<string, ObservedAsyncMethod[]?> find) => Assemblies.AddOrUpdate(assembly, find);

    /// <summary>The method that the state machine is of; null when it is not observed.</summary>
    /// <param name="stateMachine">The state machine's type.</param>
    /// <returns>The method.</returns>
    internal static ObservedAsyncMethod? Find(Type stateMachine)
    {
        try
        {
            if (!Assemblies.TryGetValue(stateMachine.Assembly, out var find) || NameOf(stateMachine) is not { } name || find(name) is not { } candidates)
                return null;
            if (candidates is [{ ParameterTypes: null } only])
                return only;

            var parameterTypes = ParameterTypesOf(stateMachine);
            return Array.Find(candidates, method => method.ParameterTypes == parameterTypes);
        }
        catch (Exception fault)
        {
            Diagnostics.Faults.Report($"looking for the method of {stateMachine}", fault);
            return null;
        }
    }

    /// <summary>
    /// The type that declares the method, as reflection writes it without type arguments, and the method: <c>Shop.Orders.Place</c>, and
    /// <c>Shop.Orders.Place/Check</c> for a local function.
    /// </summary>
    /// <param name="stateMachine">The state machine's type.</param>
    /// <returns>The name; null when it is none that the compiler gives.</returns>
    private static string? NameOf(Type stateMachine)
    {
        // What a local function captures makes a type between it and the one that it stands in.
        var declaring = stateMachine.DeclaringType;
        while (declaring is not null && declaring.Name.StartsWith("<>c", StringComparison.Ordinal))
            declaring = declaring.DeclaringType;

        // <Place>d__3, <<Place>g__Check|3_0>d
        var name = stateMachine.Name;
        var end = name.LastIndexOf(">d", StringComparison.Ordinal);
        if (declaring?.FullName is not { } type || end < 1 || name[0] != '<')
            return null;
        name = name[1..end];
        var local = name.LastIndexOf(LocalFunction, StringComparison.Ordinal);
        if (local >= 0)
            name = $"{name[1..local]}/{name[(local + LocalFunction.Length)..name.LastIndexOf('|')]}";
        return $"{type}.{name}";
    }

    // Overloads: the compiler says at each method which state machine is its own.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Generated code keeps the overloads by DynamicDependency.")]
    private static string? ParameterTypesOf(Type stateMachine)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var definition = stateMachine.IsGenericType ? stateMachine.GetGenericTypeDefinition() : stateMachine;
        var method = Array.Find(definition.DeclaringType!.GetMethods(All), m => m.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType == definition);
        return method is null ? null : string.Join(";", method.GetParameters().Select(static p => p.ParameterType.ToString()));
    }
}
