using System.Collections.Immutable;

namespace Instrumentation.Analyzers;

/// <summary>Keys and names that say that a value is a secret, or tells who somebody is.</summary>
internal static class SensitiveNames
{
    // The last word, by itself.
    private static readonly ImmutableHashSet<string> Words =
    [
        "password", "passwd", "pwd", "passphrase", "secret", "apikey", "credential", "credentials", "authorization", "cookie", "cookies", "cvv", "cvc",
        "ssn", "iban", "email", "dob", "birthdate", "birthday", "surname", "jwt", "passcode",
    ];

    // The last words, in this order.
    private static readonly ImmutableArray<string[]> Endings =
    [
        ["api", "key"], ["private", "key"], ["secret", "key"], ["access", "key"], ["account", "key"], ["encryption", "key"], ["signing", "key"],
        ["access", "token"], ["refresh", "token"], ["id", "token"], ["auth", "token"], ["bearer", "token"], ["session", "token"], ["security", "token"],
        ["api", "token"], ["reset", "token"], ["csrf", "token"], ["sas", "token"], ["connection", "string"], ["authorization", "header"],
        ["credit", "card"], ["card", "number"], ["account", "number"], ["social", "security", "number"], ["passport", "number"], ["tax", "id"],
        ["national", "id"], ["phone", "number"], ["mobile", "number"], ["user", "phone"], ["customer", "phone"], ["email", "address"],
        ["mail", "address"], ["home", "address"], ["street", "address"], ["postal", "address"], ["first", "name"], ["last", "name"], ["family", "name"], ["given", "name"],
        ["user", "full", "name"], ["customer", "full", "name"], ["date", "of", "birth"], ["birth", "date"],
    ];

    // What is called like this has done what the rule asks for.
    private static readonly ImmutableArray<string> Redacting =
        ["redact", "mask", "hash", "encrypt", "anonym", "pseudonym", "obfuscat", "sanitiz", "scrub", "censor"];

    // By themselves alone: "token.type" and "next_token" are none.
    private static readonly ImmutableHashSet<string> Whole = ["token", "phone", "pin"];

    /// <summary>Whether the key or name, or one of the project's own words, says so.</summary>
    public static bool Say(string name, ImmutableArray<string> own)
    {
        var words = NameWords.Of(name);
        return words.Length > 0
            && !SayRedacted(name)
            && (Words.Contains(words[words.Length - 1])
                || (words.Length == 1 && Whole.Contains(words[0]))
                || Endings.Any(ending => NameWords.EndsWith(words, ending))
                || own.Any(w => NameWords.EndsWith(words, NameWords.Of(w))));
    }

    /// <summary>Whether the name of a variable or method says that its value reveals nothing any more.</summary>
    public static bool SayRedacted(string name) => Redacting.Any(w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
}
