namespace Instrumentation.Analyzers;

/// <summary>Finds secrets in texts that exporters are configured with. Placeholders, and what is sent to the same machine, are none.</summary>
internal static class SecretText
{
    // A key shorter than that keeps nobody out.
    private const int ShortestSecret = 8;

    private static readonly string[] SecretWords = ["authorization", "key", "token", "secret", "password", "credential", "team", "sig"];

    private static readonly string[] Placeholders = ["<", ">", "{", "}", "$", "*", "your", "xxx", "changeme", "placeholder", "example", "dummy", "todo", "..."];

    /// <summary>Which header has a secret, as the beginning of a sentence; null where none has.</summary>
    public static string? InHeaders(string headers)
    {
        foreach (var header in headers.Split(','))
        {
            var at = header.IndexOf('=');
            if (at > 0 && IsSecret(header.Substring(0, at).Trim(), header.Substring(at + 1).Trim()))
                return $"The header '{header.Substring(0, at).Trim()}' has its secret here";
        }

        return null;
    }

    /// <summary>What in the URL is secret, as the beginning of a sentence; null where nothing is.</summary>
    public static string? InUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.IsLoopback)
            return null;
        if (url.UserInfo is { Length: > 0 } user && user.IndexOf(':') is var at and > 0 && !IsPlaceholder(user.Substring(at + 1)))
            return "The URL has a password in it";

        foreach (var parameter in url.Query.TrimStart('?').Split('&'))
        {
            var equals = parameter.IndexOf('=');
            if (equals > 0 && IsSecret(parameter.Substring(0, equals), parameter.Substring(equals + 1)))
                return $"The URL has its secret '{parameter.Substring(0, equals)}' in it";
        }

        return null;
    }

    private static bool IsSecret(string key, string value) =>
        value.Length >= ShortestSecret && !IsPlaceholder(value) && Array.Exists(SecretWords, w => EndsInWord(key.ToLowerInvariant(), w));

    // x-api-key and apikey, but not monkey-business.
    private static bool EndsInWord(string key, string word) => key == word || key.EndsWith("-" + word, StringComparison.Ordinal)
        || key.EndsWith("_" + word, StringComparison.Ordinal) || key == "api" + word;

    private static bool IsPlaceholder(string value) =>
        value.Length == 0 || Array.Exists(Placeholders, p => value.IndexOf(p, StringComparison.OrdinalIgnoreCase) >= 0);
}
