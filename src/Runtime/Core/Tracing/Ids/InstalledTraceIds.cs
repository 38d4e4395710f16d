using System.Diagnostics;
using Instrumentation.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// A generator that makes the process's trace ids. When it ends, that of the telemetry which was started before it makes them again, or what was there before
/// all.
/// </summary>
internal sealed class InstalledTraceIds : IDisposable
{
    // In the order in which they were installed: the last one is in force.
    private static readonly List<InstalledTraceIds> Stack = [];

    private static Func<ActivityTraceId>? _before;

    // A generator that starts spans itself would be asked for their ids, and so on.
    [ThreadStatic]
    private static bool _isMaking;

    private readonly TraceIdGenerator _generator;
    private readonly Func<ActivityTraceId> _create;
    private readonly bool _isRandom;

    private InstalledTraceIds(TraceIdGenerator generator)
    {
        _generator = generator;
        _create = Create;
        _isRandom = generator.IsRandom;
    }

    /// <summary>Whether the ids of traces that begin now have seven random bytes at their end: the platform's own do, and of others it is only known here.</summary>
    public static bool AreRandom => Activity.TraceIdGenerator is not { } create || create.Target is InstalledTraceIds { _isRandom: true };

    /// <summary>Lets a generator make the ids from now on.</summary>
    public static InstalledTraceIds Install(TraceIdGenerator generator)
    {
        var installed = new InstalledTraceIds(generator);
        lock (Stack)
        {
            if (Stack.Count == 0)
                _before = Activity.TraceIdGenerator;
            Stack.Add(installed);
            Activity.TraceIdGenerator = installed._create;
        }

        return installed;
    }

    public void Dispose()
    {
        lock (Stack)
        {
            // What somebody else has set since then stays.
            if (Stack.Remove(this) && Activity.TraceIdGenerator == _create)
                Activity.TraceIdGenerator = Stack.Count > 0 ? Stack[^1]._create : _before;
        }
    }

    private ActivityTraceId Create()
    {
        if (_isMaking)
            return ActivityTraceId.CreateRandom();

        _isMaking = true;
        try
        {
            var id = _generator.Create();
            if (id.ToHexString().AsSpan().ContainsAnyExcept('0'))
                return id;
            Faults.Warn($"the trace id generator {_generator.GetType()} made an id of zeros; random ones are used instead of these.");
        }
        catch (Exception fault)
        {
            Faults.Report($"the trace id generator {_generator.GetType()}", fault);
        }
        finally
        {
            _isMaking = false;
        }

        return ActivityTraceId.CreateRandom();
    }
}
