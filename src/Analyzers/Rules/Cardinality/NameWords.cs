using System.Collections.Immutable;
using Instrumentation.Generator.Parsing;

namespace Instrumentation.Analyzers;

/// <summary>What keys and names say: <c>user.id</c>, <c>userId</c> and <c>UserId</c> are the same words.</summary>
internal static class NameWords
{
    private static readonly char[] Separators = ['.', '_', '-', ' ', ':', '/'];

    private static readonly ImmutableHashSet<string> IdWords = ["id", "guid", "uuid", "identifier", "uid"];

    // What there is one of for each user, request or thing that is dealt with; not what a program has a fixed number of (partitions, shards,
    // nodes, groups, kinds).
    private static readonly ImmutableHashSet<string> Plenty =
    [
        "user", "enduser", "customer", "account", "member", "visitor", "person", "employee", "patient", "contact", "subscriber", "session", "request",
        "correlation", "trace", "span", "invocation", "transaction", "message", "conversation", "connection", "order", "invoice",
        "payment", "cart", "basket", "booking", "reservation", "ticket", "shipment", "document", "file", "blob", "entity", "aggregate", "saga",
        "execution", "run", "email", "object", "record", "row", "comment", "post",
    ];

    // What a program, or who runs it, knows all of, though each has an id of a type without bound.
    private static readonly ImmutableHashSet<string> Few =
    [
        "type", "kind", "category", "class", "schema", "version", "model", "template", "partition", "shard", "node", "silo", "cluster", "region", "zone",
        "role", "tenant",
    ];

    // Each of them by itself.
    private static readonly ImmutableHashSet<string> Telling =
    [
        "email", "username", "userid", "sessionid", "requestid", "orderid", "customerid", "traceid", "spanid", "correlationid", "messageid",
        "transactionid", "connectionid", "guid", "uuid", "ssn", "iban", "phone", "timestamp", "stacktrace",
    ];

    // These words at the end, in this order.
    private static readonly ImmutableArray<string[]> Endings =
    [
        ["user", "name"], ["user", "email"], ["email", "address"], ["phone", "number"], ["ip", "address"], ["client", "ip"], ["remote", "ip"],
        ["peer", "ip"], ["client", "address"], ["url", "full"], ["url", "path"], ["url", "query"], ["http", "url"], ["http", "target"], ["full", "url"],
        ["request", "url"], ["request", "uri"], ["request", "path"], ["query", "string"], ["order", "number"], ["account", "number"],
        ["card", "number"], ["exception", "message"], ["error", "message"], ["stack", "trace"], ["user", "agent", "original"], ["session"],
        ["idempotency", "key"],
    ];

    /// <summary>The words of a key or of a name, in lower case.</summary>
    public static string[] Of(string name) => Names.Snake(name).Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the key or name says that there are as many values as there are users, requests or moments.</summary>
    public static bool SayUnbounded(string name)
    {
        var words = Of(name);
        if (words.Length == 0)
            return false;
        var last = words[words.Length - 1];
        return Telling.Contains(last)
            || (words.Length > 1 && IdWords.Contains(last) && Plenty.Contains(words[words.Length - 2]))
            || Endings.Any(ending => EndsWith(words, ending));
    }

    /// <summary>Whether the name is that of an id of what a program knows all of: <c>eventTypeId</c>.</summary>
    public static bool SayFew(string name)
    {
        var words = Of(name);
        return words.Length > 1 && IdWords.Contains(words[words.Length - 1]) && Few.Contains(words[words.Length - 2]);
    }

    /// <summary>What there is one of for each value of something called so: <c>user</c> of <c>userId</c>; null where the name doesn't tell.</summary>
    public static string? Thing(string name)
    {
        var words = Of(name);
        if (words.Length == 0)
            return null;
        var last = words[words.Length - 1];
        if (IdWords.Contains(last))
            return words.Length > 1 ? words[words.Length - 2] : null;
        if (last is "email" or "username" or "ssn" or "phone")
            return "person";
        return last.Length > 4 && last.EndsWith("id", StringComparison.Ordinal) && Telling.Contains(last) ? last.Substring(0, last.Length - 2)
            : Plenty.Contains(last) ? last
            : null;
    }

    /// <summary>Whether those are the last words.</summary>
    public static bool EndsWith(string[] words, string[] ending) =>
        words.Length >= ending.Length && words.Skip(words.Length - ending.Length).SequenceEqual(ending);
}
