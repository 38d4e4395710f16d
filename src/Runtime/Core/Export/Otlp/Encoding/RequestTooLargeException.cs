using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Export.Otlp;

/// <summary>Ends the writing of a request that would be larger than <see cref="OtlpLimits.MaxRequestSize"/>.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It does not leave the encoders.")]
[SuppressMessage("Design", "CA1064", Justification = "It does not leave the encoders.")]
internal sealed class RequestTooLargeException : Exception;
