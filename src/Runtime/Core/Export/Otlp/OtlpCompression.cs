namespace Instrumentation.Export;

/// <summary>How the body of a request is compressed.</summary>
public enum OtlpCompression
{
    /// <summary>Not at all: <c>none</c>.</summary>
    None,

    /// <summary>With gzip: <c>gzip</c>. It costs time here, and saves most of what goes over the network.</summary>
    Gzip,
}
