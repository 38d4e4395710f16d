using System.Diagnostics;
using Instrumentation;
using Instrumentation.Export;

namespace Shop;

/// <summary>The work that the excerpts are put around.</summary>
internal static class Work
{
    private static readonly ActivitySource Payments = new("Shop.Payments");

    public static void Run()
    {
        using (var probe = Payments.StartActivity("GET", ActivityKind.Server, default(ActivityContext), [new("url.path", "/healthz")]))
            probe?.SetTag("kind", "probe");
        Pay("hunter2");
    }

    // A secret, for configurations to mask.
#pragma warning disable INS401
    [Traced("pay")]
    private static void Pay([Tag] string password) => ArgumentException.ThrowIfNullOrEmpty(password);
}

/// <summary>The exporter that the reader is said to have.</summary>
internal sealed class MyExporter : IExporter<Activity>
{
    public ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken)
    {
        foreach (var span in batch)
            Console.WriteLine($"exported {span.OperationName} {string.Join(' ', span.TagObjects.Select(static t => $"{t.Key}={t.Value}"))}");
        return ValueTask.FromResult(ExportResult.Success);
    }
}
