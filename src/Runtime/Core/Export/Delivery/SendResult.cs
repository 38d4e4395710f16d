namespace Instrumentation.Export.Delivery;

/// <summary>What became of one attempt to send.</summary>
/// <param name="Outcome">Whether it has arrived.</param>
/// <param name="Message">What the other side says, or what went wrong, in one line; without headers and other values that may be secret.</param>
/// <param name="RetryAfter">How long the other side asks to be left alone.</param>
/// <param name="Rejected">Of what has arrived, how many spans or points the other side did not take.</param>
internal readonly record struct SendResult(SendOutcome Outcome, string? Message = null, TimeSpan? RetryAfter = null, long Rejected = 0)
{
    public static SendResult Delivered => new(SendOutcome.Delivered);
}

/// <summary>Whether an attempt to send has led to anything.</summary>
internal enum SendOutcome
{
    /// <summary>It has arrived, and been answered for.</summary>
    Delivered,

    /// <summary>It has not arrived, or was not taken for now: try again later.</summary>
    TryAgain,

    /// <summary>It was sent, at least in part, and no answer came: the connection broke. Try again later; it may arrive twice.</summary>
    Unanswered,

    /// <summary>It will never be taken.</summary>
    Refused,
}
