using System.Diagnostics;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// A propagator that is in force for all that asks for the process's propagator: through OpenTelemetry's API, and through the platform.
/// When it ends, that of the telemetry which was started before it is in force again, or what was there before all.
/// </summary>
internal sealed class InstalledPropagator : IDisposable
{
    // The API leaves its setter to SDKs. It is found by a name that trimming sees.
    private static readonly Action<TextMapPropagator> SetApi = typeof(Propagators)
        .GetProperty(nameof(Propagators.DefaultTextMapPropagator))!.SetMethod!.CreateDelegate<Action<TextMapPropagator>>();

    // What was there before all, then each in the order in which they were installed: the last one is in force.
    private static readonly List<InstalledPropagator> Stack = [];

    private readonly TextMapPropagator _api;
    private readonly DistributedContextPropagator _platform;

    private InstalledPropagator(TextMapPropagator api, DistributedContextPropagator platform) => (_api, _platform) = (api, platform);

    public static InstalledPropagator Install(IReadOnlyList<TextMapPropagator> propagators)
    {
        var api = new GuardedPropagator(propagators);
        var installed = new InstalledPropagator(api, new PlatformPropagator(api));
        lock (Stack)
        {
            if (Stack.Count == 0)
                Stack.Add(new(Propagators.DefaultTextMapPropagator, DistributedContextPropagator.Current));
            Stack.Add(installed);
            SetApi(api);
            DistributedContextPropagator.Current = installed._platform;
        }

        return installed;
    }

    public void Dispose()
    {
        lock (Stack)
        {
            if (!Stack.Remove(this))
                return;

            // What somebody else has set since then stays.
            if (ReferenceEquals(Propagators.DefaultTextMapPropagator, _api))
                SetApi(Stack[^1]._api);
            if (ReferenceEquals(DistributedContextPropagator.Current, _platform))
                DistributedContextPropagator.Current = Stack[^1]._platform;
            if (Stack.Count == 1)
                Stack.Clear();
        }
    }
}
