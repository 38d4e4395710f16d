using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS304: a key that is not written as keys are (lower-case words with underscores, namespaces with dots), or that the semantic conventions know
/// with its namespace. A short key without a namespace is no mistake by itself.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyBreaksTheStyle() : TelemetryRule(Descriptors.KeyBreaksTheStyle)
{
    private const string Reserved = "otel.";

    // Keys by their letters and digits alone: UserId, user_id and user-id are meant to be user.id.
    private static readonly Lazy<Dictionary<string, string>> ByLetters = new(static () => SemanticConventions.Keys
        .Where(static k => k.IndexOf('.') >= 0 && !SemanticConventions.Find(k)!.IsDeprecated)
        .GroupBy(static k => Letters(k))
        .ToDictionary(static g => g.Key, static g => g.First()));

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenKey.Register(context, symbols, Check);

    private static void Check(CodeContext context, WrittenKey key)
    {
        if (SemanticConventions.Find(key.Key) is not null || Objection(key.Key, out var replacement) is not { } objection)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.KeyBreaksTheStyle, key.Syntax.GetLocation(), Replacement.By(replacement), key.Key, objection));
    }

    private static string? Objection(string key, out string? replacement)
    {
        replacement = null;
        if (key.Length == 0)
            return "is no key: backends drop a tag without one";
        if (key.StartsWith(Reserved, StringComparison.Ordinal))
            return $"begins with '{Reserved}', which the specification keeps for itself; use a namespace of your own";
        if (key.IndexOf('.') < 0 && LastWord.StartIn(key) > 0 && ByLetters.Value.TryGetValue(Letters(key), out var known))
        {
            replacement = known;
            return $"is '{known}' in the semantic conventions: a namespace, a dot, and what is in it";
        }

        if (key.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_'))
            return null;

        var corrected = string.Join(".", key.Split('.').Select(static s => Snake(s)));
        if (corrected.Length > 0 && corrected.All(static c => c < 0x80) && !corrected.Split('.').Contains(""))
            replacement = corrected;
        return "is not written as keys are: lower-case words with '_' between, after namespaces that end with '.'"
            + (replacement is null ? "" : $"; write '{replacement}'");
    }

    private static string Letters(string key) =>
        new([.. key.Where(static c => char.IsLetterOrDigit(c)).Select(static c => char.ToLowerInvariant(c))]);

    private static string Snake(string segment)
    {
        var text = new StringBuilder(segment.Length + 4);
        for (var i = 0; i < segment.Length; i++)
        {
            var c = segment[i];
            if (!char.IsLetterOrDigit(c))
                c = '_';
            else if (i > 0 && BeginsWord(segment, i))
                Separate(text);
            if (c == '_')
                Separate(text);
            else
                text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().TrimEnd('_');
    }

    // The P of OrderPlaced and of HTTPProxy.
    private static bool BeginsWord(string segment, int i) =>
        char.IsUpper(segment[i])
        && (char.IsLower(segment[i - 1]) || (char.IsUpper(segment[i - 1]) && i + 1 < segment.Length && char.IsLower(segment[i + 1])));

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != '_')
            text.Append('_');
    }
}
