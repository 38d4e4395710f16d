using Instrumentation;

namespace Library;

/// <summary>Has a private method, which generated code reaches through an accessor.</summary>
public sealed class Prices
{
    [Traced]
    [Counted("prices.asked")]
    public int Of([Tag] int id) => Base(id) + 1;

    [Traced]
    private int Base([Tag] int id) => id * 100;
}
