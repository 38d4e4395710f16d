namespace Instrumentation.Metrics.Streams;

/// <summary>What a stream knows of one of its readers.</summary>
/// <param name="index">Which of the stream's readers it is.</param>
/// <param name="temporality">What it wants numbers to be since.</param>
/// <param name="began">When it began, in nanoseconds since 1970.</param>
internal sealed class ReaderState(int index, Temporality temporality, long began)
{
    public int Index { get; } = index;

    public Temporality Temporality { get; } = temporality;

    /// <summary>When it collected last.</summary>
    public long LastTime { get; set; } = began;
}
