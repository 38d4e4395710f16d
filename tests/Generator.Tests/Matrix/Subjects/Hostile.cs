// Names that are those of the platform, of the library and of generated code. It uses no directive: what it means stands in full.
namespace System.Threading.Tasks.Task
{
    internal static class Program
    {
        internal static global::System.Threading.Tasks.Task<int> Main(Instrumentation.System.Task s) =>
            s.call(1, 2, true, "s", new object(), global::System.DateTime.UtcNow, default);
    }
}

namespace System.Threading.Tasks.Task.Instrumentation
{
    internal sealed class Stopwatch;

    internal sealed class Activity;

    internal sealed class Exception : global::System.Exception;

    internal static class Level
    {
        internal const int Normal = 1;
    }
}

namespace System.Threading.Tasks.Task.Instrumentation.Instruments
{
    internal sealed class ObservedCall;
}

namespace System.Threading.Tasks.Task.Instrumentation.System
{
    internal enum Self
    {
        Task,
        @object,
        other,
        IIIı,
    }

    [global::Instrumentation.Counted, global::Instrumentation.InFlight]
    internal partial class Task
    {
        private readonly int _inner = 1;

        [global::Instrumentation.Tag] internal readonly int s_scope = 1;

        internal string Unsafe = "", Unwrap = "", global = "";

        [global::Instrumentation.Traced(ErrorWhen = nameof(fails)), global::Instrumentation.Timed]
        [return: global::Instrumentation.Tag(On = global::Instrumentation.On.Both)]
        internal async global::System.Threading.Tasks.Task<int> call(
            [global::Instrumentation.Tag] int call, [global::Instrumentation.Tag(Values = new object[] { 1 })] int task,
            [global::Instrumentation.Tag(On = global::Instrumentation.On.Both)] bool returned, [global::Instrumentation.Tag] string exception,
            [global::Instrumentation.Tag] object tags, [global::Instrumentation.Tag] global::System.DateTime started, global::System.Threading.CancellationToken cancellation)
        {
            await IsLeftAlone();
            return Observed(s_scope, task, _inner, default, Self.IIIı, "") + value(1, 2, 3, 4) + s_source(1) + global.Length;
        }

        // Its wrapper would need the type Task, which nobody can name here.
        [global::Instrumentation.Traced]
        internal global::System.Threading.Tasks.ValueTask IsLeftAlone() => default;

        [global::Instrumentation.Traced]
        internal int Observed(int self, int s_scope, int s_source, int result, [global::Instrumentation.Tag] Self known, string owner) => self;

        [global::Instrumentation.Traced, global::Instrumentation.InFlight, global::Instrumentation.Timed]
        public int value(int counted, int seconds, int fault, int @this) => counted;

        [global::Instrumentation.Traced]
        private int s_source(int owner) => owner;

        [global::Instrumentation.Traced]
        public partial int @event(int @int, int _inner);

        private int eventCore(int @int, int _inner) => @int + call_Stop() + this._inner;

        internal int call_Stop() => 1;

        internal int call_Observed() => @event(1, 2) + @class<string, int>.Of(1);

        internal bool fails(int result) => result < 0;
    }

    internal sealed class @class<@global, @System>
        where @global : class
    {
        [global::Instrumentation.Traced]
        internal static @System Of<T_1>(T_1 Call)
            where T_1 : @System => Call;
    }

    [global::Instrumentation.Traced(Decorate = true)]
    internal interface IInstrumentation
    {
        int _inner(int _inner, int inner);

        global::System.Threading.Tasks.ValueTask<int> call(int returned, global::Instrumentation.Level Level);
    }
}
