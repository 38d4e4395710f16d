namespace Instrumentation.Analyzers.Tests;

/// <summary>What sources that measure share.</summary>
internal static class MetricSources
{
    /// <summary>The file with the static meter and source.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files { get; } = [("Telemetry.cs", Telemetry)];

    /// <summary>A static meter and source.</summary>
    public const string Telemetry = """
        global using System.Diagnostics;
        global using System.Diagnostics.Metrics;
        static class Shop
        {
            public static readonly Meter Meter = new("Shop");
            public static readonly ActivitySource Source = new("Shop");
        }
        """;

    /// <summary>Registration as in Microsoft.Extensions.DependencyInjection.</summary>
    public const string Container = """
        interface IServiceCollection;
        static class Registration
        {
            public static IServiceCollection AddSingleton<T>(this IServiceCollection services) => services;
            public static IServiceCollection AddSingleton<T>(this IServiceCollection services, T instance) => services;
            public static IServiceCollection AddHostedService<T>(this IServiceCollection services) => services;
            public static IServiceCollection AddScoped<TService, T>(this IServiceCollection services) => services;
            public static IServiceCollection AddTransient(this IServiceCollection services, Type type) => services;
            public static IServiceCollection AddHttpClient<T>(this IServiceCollection services) => services;
        }
        """;
}
