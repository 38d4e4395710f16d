using System.Collections.Immutable;

namespace Instrumentation.Analyzers;

/// <summary>Keys that the semantic conventions put on metrics: somebody has thought about their values.</summary>
internal static class ConventionalKeys
{
    private static readonly ImmutableHashSet<string> Known =
    [
        "client.address", "db.client.connection.pool.name", "db.collection.name", "db.namespace", "db.operation.name", "db.query.summary", "error.type",
        "http.request.method", "http.response.status_code", "http.route", "messaging.consumer.group.name", "messaging.destination.name",
        "messaging.destination.partition.id", "network.local.address", "network.peer.address", "network.protocol.name", "network.protocol.version",
        "rpc.method", "server.address", "url.scheme", "url.template", "vcs.change.id", "vcs.repository.url.full",
    ];

    public static bool AreOnMetrics(string? key) => key is not null && Known.Contains(key);
}
