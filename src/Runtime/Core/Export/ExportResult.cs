namespace Instrumentation.Export;

/// <summary>What became of a batch.</summary>
public enum ExportResult
{
    /// <summary>It has arrived.</summary>
    Success,

    /// <summary>It is lost, and would be if it were tried again.</summary>
    Failure,

    /// <summary>It did not arrive now, and may later: the exporter is called again with the same batch, after a while that grows from a second to half a minute.</summary>
    TryAgain,
}
