using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>OpenTelemetry's exporter for Prometheus without its listener: its own parts are called as that calls them. It keeps no page for later.</summary>
internal sealed class PagePeer : IDisposable
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly object _protocol;
    private readonly object _manager;
    private readonly MethodInfo _enter;
    private readonly MethodInfo _exit;

    /// <param name="accept">What it is asked for.</param>
    public PagePeer(string accept)
    {
        var assembly = Assembly.Load("OpenTelemetry.Exporter.Prometheus.HttpListener");
        var options = Activator.CreateInstance(assembly.GetType("OpenTelemetry.Exporter.Prometheus.PrometheusExporterOptions")!, nonPublic: true)!;
        options.GetType().GetProperty("ScrapeResponseCacheDurationMilliseconds", Any)!.SetValue(options, 0);
        var exporter = Activator.CreateInstance(assembly.GetType("OpenTelemetry.Exporter.Prometheus.PrometheusExporter")!, Any, null, [options], null)!;
        Reader = new BaseExportingMetricReader((BaseExporter<Metric>)exporter);
        _protocol = assembly.GetType("OpenTelemetry.Exporter.Prometheus.PrometheusHeadersParser")!.GetMethod("Negotiate", Any)!.Invoke(null, [accept])!;
        _manager = exporter.GetType().GetProperty("CollectionManager", Any)!.GetValue(exporter)!;
        _enter = _manager.GetType().GetMethod("EnterCollect", Any)!;
        _exit = _manager.GetType().GetMethod("ExitCollect", Any)!;
    }

    public BaseExportingMetricReader Reader { get; }

    /// <summary>Collects and makes a page.</summary>
    /// <returns>How long it is.</returns>
    public int Scrape()
    {
        var entered = _enter.Invoke(_manager, [_protocol, CancellationToken.None])!;
        var task = (Task)entered.GetType().GetMethod("AsTask")!.Invoke(entered, null)!;
        task.Wait();
        var response = task.GetType().GetProperty("Result")!.GetValue(task)!;
        var view = (ArraySegment<byte>)response.GetType().GetProperty("View", Any)!.GetValue(response)!;
        _exit.Invoke(_manager, [_protocol]);
        return view.Count > 0 ? view.Count : throw new InvalidOperationException("The peer made no page.");
    }

    public void Dispose() => Reader.Dispose();
}
