using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>
/// Reads OTLP's JSON with Google's parser of protobuf's JSON, from which it differs in that ids are in hexadecimal digits.
/// </summary>
internal static class JsonRequest
{
    private static readonly string[] Ids = ["traceId", "spanId", "parentSpanId"];
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static T Read<T>(byte[] body)
        where T : IMessage, new() =>
        Parser.Parse<T>(WithIdsInBase64(body).ToJsonString());

    /// <summary>Reads all messages of one name, wherever they are, as another message: for fields that the first does not know.</summary>
    public static T[] ReadAll<T>(byte[] body, string name)
        where T : IMessage, new() =>
        [.. Find(JsonNode.Parse(body)!, name).Select(static node => Parser.Parse<T>(node.ToJsonString()))];

    /// <summary>A message without the fields that its definition does not know.</summary>
    public static T Known<T>(byte[] body, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        parser.WithDiscardUnknownFields(true).ParseFrom(body);

    private static JsonNode WithIdsInBase64(byte[] body)
    {
        var root = JsonNode.Parse(body)!;
        foreach (var id in Ids)
        {
            foreach (var node in Find(root, id).ToArray())
                node.ReplaceWith(Convert.ToBase64String(Convert.FromHexString(node.GetValue<string>())));
        }

        return root;
    }

    // Keys of attributes are values, and not names.
    private static IEnumerable<JsonNode> Find(JsonNode node, string name) => node switch
    {
        JsonObject fields => fields.SelectMany(f =>
            f.Key != name ? Find(f.Value!, name) : f.Value is JsonArray list ? list.Select(static item => item!) : [f.Value!]),
        JsonArray list => list.SelectMany(item => Find(item!, name)),
        _ => [],
    };
}
