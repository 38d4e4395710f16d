using Instrumentation.Export.Delivery;

namespace Instrumentation.Export;

/// <summary>
/// An exporter that takes what it is given into a queue, which answers for it from then on: a batch that it took has not arrived yet. It waits for room,
/// and is not hurried.
/// </summary>
internal interface IQueueingExporter
{
    /// <summary>What it is and where it sends to, for people to read.</summary>
    string Name { get; }

    /// <summary>What it is by the semantic conventions: <c>otel.component.type</c>.</summary>
    string ComponentType { get; }

    DeliveryQueue Queue { get; }
}
