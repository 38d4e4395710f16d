namespace Instrumentation.Configuration;

/// <summary>What configuration that asks for services gets where there is no host: none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
