namespace Instrumentation.Export;

/// <summary>What became of a batch.</summary>
public enum ExportResult
{
    /// <summary>It has arrived.</summary>
    Success,

    /// <summary>It is lost. The exporter has tried again where that made sense.</summary>
    Failure,
}
