namespace Instrumentation.Export.Otlp;

/// <summary>How large messages may be. Specification: OTLP, Request and response size limits.</summary>
internal static class OtlpLimits
{
    /// <summary>The largest body of a request, before it is compressed.</summary>
    public const int MaxRequestSize = 64 * 1024 * 1024;
}
