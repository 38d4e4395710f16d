using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics.Streams;

/// <summary>Room on the stack for tags that are filtered or sorted.</summary>
[InlineArray(Size)]
internal struct TagBuffer
{
    /// <summary>For how many tags there is room; more go to the heap.</summary>
    public const int Size = 12;

    private KeyValuePair<string, object?> _first;
}
