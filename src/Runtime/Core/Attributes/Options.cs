namespace Instrumentation;

/// <summary>How much detail a span adds. A source's level is set at run time; spans above it are not made.</summary>
public enum Level
{
    /// <summary>Always made.</summary>
    Essential,

    /// <summary>Made by default.</summary>
    Normal,

    /// <summary>Made when somebody looks closely.</summary>
    Detailed,
}

/// <summary>Which calls of a method that calls itself get a span.</summary>
public enum Recursion
{
    /// <summary>Each call.</summary>
    Every,

    /// <summary>The outermost call alone.</summary>
    Outermost,
}

/// <summary>Where the exception of a failed call is recorded. The status and <c>error.type</c> are set in every case.</summary>
public enum Errors
{
    /// <summary>As the event <c>exception</c> of the span.</summary>
    Event,

    /// <summary>As a log record of the span, once a logger provider takes them; until then as <see cref="Status"/>.</summary>
    Log,

    /// <summary>Nowhere else.</summary>
    Status,
}

/// <summary>Which calls count.</summary>
public enum When
{
    /// <summary>Each call.</summary>
    Always,

    /// <summary>Calls that did not fail.</summary>
    Success,

    /// <summary>Calls that failed.</summary>
    Failure,
}

/// <summary>Where a tag goes.</summary>
public enum On
{
    /// <summary>Where it is safe: bounded values to span and metrics, all others to the span alone.</summary>
    Safe,

    /// <summary>To the span.</summary>
    Span,

    /// <summary>To the metrics, bounded or not.</summary>
    Metrics,

    /// <summary>To span and metrics, bounded or not.</summary>
    Both,
}
