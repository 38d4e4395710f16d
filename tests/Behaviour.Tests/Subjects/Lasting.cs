using Instrumentation;

namespace Subjects;

/// <summary>Methods that take, give and are objects which somebody waits to see collected.</summary>
public sealed partial class Lasting
{
    [Traced, Counted, Timed, InFlight]
    public object Value(object argument) => new object[] { argument };

    [Traced, Counted, Timed, InFlight]
    public Task<object> Completed(object argument) => Task.FromResult<object>(new object[] { argument });

    [Traced, Counted, Timed, InFlight]
    public async Task<object> Later(object argument, Task gate)
    {
        await gate;
        return new object[] { argument };
    }

    [Traced, Counted, Timed, InFlight]
    public async ValueTask<object> ValueLater(object argument, Task gate)
    {
        await gate;
        return new object[] { argument };
    }

    [Traced, Counted, Timed, InFlight]
    public IEnumerable<object> Items(object argument)
    {
        yield return new object[] { argument };
        yield return new object[] { argument };
    }

    [Traced, Counted, Timed, InFlight]
    public async IAsyncEnumerable<object> ItemsLater(object argument)
    {
        await Task.Yield();
        yield return new object[] { argument };
        yield return new object[] { argument };
    }

    [Traced, Counted, Timed, InFlight]
    public object Throws(object argument) => throw new InvalidOperationException(argument.GetType().Name);

    [Traced, Counted, Timed, InFlight]
    public partial object Partial(object argument);

    private object PartialCore(object argument) => new object[] { argument };
}
