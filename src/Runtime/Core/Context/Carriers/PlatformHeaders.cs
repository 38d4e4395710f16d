using System.Diagnostics;

namespace Instrumentation.Context.Carriers;

/// <summary>A carrier of the platform's, with the getter that <see cref="DistributedContextPropagator"/> asks for.</summary>
internal readonly struct PlatformHeaders(object? carrier, DistributedContextPropagator.PropagatorGetterCallback getter) : IHeaders
{
    public string? Find(string name)
    {
        getter(carrier, name, out var value, out var values);
        return values is null ? value : string.Join(',', values);
    }
}
