using Instrumentation.Diagnostics;

namespace Instrumentation.Export;

/// <summary>The end of an exporter that has exported its last.</summary>
internal static class ExporterEnd
{
    /// <summary>Disposes it if it can be. Never throws.</summary>
    public static async Task DisposeAsync(object exporter)
    {
        try
        {
            if (exporter is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            else
                (exporter as IDisposable)?.Dispose();
        }
        catch (Exception fault)
        {
            Faults.Report($"disposing the exporter {exporter.GetType()}", fault);
        }
    }
}
