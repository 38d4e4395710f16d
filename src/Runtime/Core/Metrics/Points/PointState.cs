namespace Instrumentation.Metrics.Points;

/// <summary>How far a point is from being given up.</summary>
internal enum PointState
{
    /// <summary>It takes measurements.</summary>
    Live,

    /// <summary>It is idle, and given up as soon as no thread can hold it any more; until then it can come back.</summary>
    Retired,

    /// <summary>It is gone.</summary>
    Freed,
}
