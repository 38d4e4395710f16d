using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Methods that run once in a program's life, by what they are and what they are called.</summary>
internal static class OneTimeCode
{
    private static readonly string[] TestAttributes =
    [
        "Xunit.FactAttribute",
        "NUnit.Framework.TestAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute",
        "TUnit.Core.TestAttribute",
        "BenchmarkDotNet.Attributes.BenchmarkAttribute",
    ];

    // What starts a program gets one of these to work on.
    private static readonly string[] Builders =
    [
        "IServiceCollection", "IApplicationBuilder", "IEndpointRouteBuilder", "IHostBuilder", "IHostApplicationBuilder", "IWebHostBuilder",
        "WebApplicationBuilder", "WebApplication", "HostApplicationBuilder", "TracerProviderBuilder", "MeterProviderBuilder",
    ];

    // A method that sets up who listens is a demonstration, or the program's start.
    private static readonly string[] Listeners = ["MeterListener", "ActivityListener", "CreateMeterProviderBuilder", "CreateTracerProviderBuilder"];

    /// <summary>Whether the compilation is one of tests or benchmarks, which make what they measure.</summary>
    public static bool IsTests(Compilation compilation) => TestAttributes.Any(a => compilation.GetTypeByMetadataName(a) is not null);

    public static bool Is(IMethodSymbol method, SyntaxNode declaration) =>
        IsStart(method.Name)
        || method.Parameters.Any(static p => Builders.Contains(p.Type.Name))
        || declaration.DescendantTokens().Any(static t => Listeners.Contains(t.ValueText));

    /// <summary>Whether a function that is given to a method, or to a constructor, of that name is run once, or once for what it makes.</summary>
    public static bool RunsGivenFunctionOnce(IMethodSymbol method) =>
        method.Name is "GetOrAdd" or "AddOrUpdate" or "EnsureInitialized" or "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton"
        || method.Name.StartsWith("GetOrCreate", StringComparison.Ordinal)
        || method.ContainingType.Name.EndsWith("Lazy", StringComparison.Ordinal);

    private static bool IsStart(string name) => WithoutAsync(name)
        is "Main" or "Run" or "Start" or "Startup" or "Stop" or "Execute" or "Initialise" or "Init" or "Setup" or "SetUp" or "Register"
        || name.StartsWith("Initialize", StringComparison.Ordinal)
        || name.StartsWith("Configure", StringComparison.Ordinal);

    private static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;
}
