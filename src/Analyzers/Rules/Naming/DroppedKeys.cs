namespace Instrumentation.Analyzers;

/// <summary>What there is to say about deprecated keys beyond what the conventions' facts say.</summary>
internal static class DroppedKeys
{
    /// <summary>
    /// Whether the key is one that a program may well have for itself: the conventions once had a <c>state</c> and a <c>message.type</c>, and
    /// nobody who writes these today has read so.
    /// </summary>
    public static bool IsAnybodys(string key) =>
        key.IndexOf('.') < 0 || key.StartsWith("message.", StringComparison.Ordinal) || key is "pool.name" or "event.name" or "error.message";

    /// <summary>The key that says most of what a key said that was split, merged or given another meaning; null where none does.</summary>
    public static string? Closest(string key) => key switch
    {
        "code.function" or "code.namespace" => "code.function.name",
        "db.connection_string" or "http.host" or "net.peer.name" or "net.sock.peer.name" => "server.address",
        "net.peer.port" => "server.port",
        "db.redis.database_index" => "db.namespace",
        "db.sql.table" => "db.collection.name",
        "db.cosmosdb.status_code" => "db.response.status_code",
        "http.flavor" => "network.protocol.version",
        "http.request_content_length" => "http.request.body.size",
        "http.response_content_length" => "http.response.body.size",
        "http.target" => "url.path",
        "messaging.kafka.destination.partition" => "messaging.destination.partition.id",
        "net.sock.family" => "network.type",
        "rpc.grpc.status_code" or "rpc.jsonrpc.error_code" => "rpc.response.status_code",
        "rpc.service" => "rpc.method",
        _ => null,
    };
}
