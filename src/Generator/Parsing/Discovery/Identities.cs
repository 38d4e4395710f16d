using System.Runtime.CompilerServices;
using System.Threading;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>Numbers that stand for instances of immutable things: another instance has another number, as long as the process lives.</summary>
internal static class Identities
{
    private static readonly ConditionalWeakTable<object, Identity> Known = new();
    private static long _last;

    public static ulong Of(object instance) => Known.GetValue(instance, static _ => new Identity((ulong)Interlocked.Increment(ref _last))).Number;

    private sealed class Identity(ulong number)
    {
        public ulong Number { get; } = number;
    }
}
