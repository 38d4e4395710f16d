using System.Text;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Http;

/// <summary>
/// Makes what a receiver says fit to be told: one line, not long, and without what was sent to it in confidence, which some receivers repeat when
/// they refuse it.
/// </summary>
internal sealed class AnswerText
{
    private const int MaxLength = 200;
    private const string Mask = "***";

    // What is shorter is no secret, and would turn words into stars.
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    public AnswerText(ConnectionSettings settings)
    {
        var user = settings.Endpoint.UserInfo;
        IEnumerable<string> said =
        [
            .. settings.Headers.Select(static header => header.Value),
            user,
            .. user.Split(':', 2),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(user)),
            .. settings.Endpoint.Url.Query.Split('?', '&').Select(static pair => Uri.UnescapeDataString(pair.Split('=', 2)[^1])),
        ];
        _secrets = [.. said.SelectMany(static text => text.Split(' ').Append(text))
            .Where(static text => text.Length >= ShortestSecret).Distinct(StringComparer.Ordinal).OrderByDescending(static text => text.Length)];
    }

    public string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";

        // A longer text than this is not looked at: it is cut anyway, after secrets are masked.
        text = text.Length > 16 * MaxLength ? text[..(16 * MaxLength)] : text;
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        text = string.Create(text.Length, text, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        }).Trim();
        return text.Length > MaxLength ? text[..(MaxLength - 1)] + "…" : text;
    }
}
