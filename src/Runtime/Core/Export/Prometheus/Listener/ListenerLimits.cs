namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>What a listener bears. Whatever clients do, it holds no more than this, and nobody for longer.</summary>
internal sealed record ListenerLimits
{
    public static ListenerLimits Default { get; } = new();

    /// <summary>How many clients there are at a time. One that has asked nothing yet makes room for one that comes.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>How many bytes a request's first line may have.</summary>
    public int RequestLineSize { get; init; } = 2 * 1024;

    /// <summary>How many bytes a request's head may have, its first line included.</summary>
    public int HeadSize { get; init; } = 8 * 1024;

    /// <summary>How long a client may stay without asking anything: longer than most scrapers pause.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a request's head may take, from its first byte to its last.</summary>
    public TimeSpan HeadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a page may take to be made, whatever the scraper says.</summary>
    public TimeSpan ScrapeTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may take to read an answer.</summary>
    public TimeSpan SendTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it is waited for a client that was told the last word to hang up: what it is still sending would take the answer from it.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a port that is in use is left alone before it is tried again.</summary>
    public TimeSpan BindPause { get; init; } = TimeSpan.FromSeconds(5);
}
