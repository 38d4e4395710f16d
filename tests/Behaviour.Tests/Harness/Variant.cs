using System.Diagnostics;
using System.Reflection;

namespace Instrumentation.Behaviour.Tests.Harness;

/// <summary>One of the two programs that the subjects are compiled into.</summary>
internal sealed class Variant(string assemblyName)
{
    public static readonly Variant Plain = new("Behaviour.Plain");
    public static readonly Variant Observed = new("Behaviour.Observed");

    private readonly Assembly _assembly = Assembly.Load(assemblyName);

    /// <summary>Class and name of every scenario: public, static, without parameters.</summary>
    public IEnumerable<(string Class, string Name)> Scenarios => _assembly.GetTypes()
        .Where(static type => type.Name.EndsWith("Scenarios", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(static method => (method.DeclaringType!.Name, method.Name));

    /// <summary>Runs a scenario inside a caller's activity, and returns its journal.</summary>
    public Task<string> Run(string scenarioClass, string name) => Run(() =>
        _assembly.GetType("Subjects." + scenarioClass, throwOnError: true)!.GetMethod(name)!.Invoke(null, null) as Task);

    /// <summary>Runs the program's top-level statements.</summary>
    public Task<string> RunMain() => Run(() =>
    {
        _assembly.EntryPoint!.Invoke(null, [new[] { "a", "b" }]);
        return null;
    });

    private async Task<string> Run(Func<Task?> run)
    {
        using var caller = new Activity("caller");
        caller.Start();
        var journal = _assembly.GetType("Subjects.Journal", throwOnError: true)!.GetMethod("Begin")!.Invoke(null, null)!;
        if (run() is { } task)
            await task;
        return journal.ToString()!;
    }
}
