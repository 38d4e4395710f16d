using System.Text;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>What a stretch of text is, for colouring.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Strong,
    Good,
    Bad,
    Number,
}

/// <summary>What an output can show: colours, and characters beyond ASCII.</summary>
internal sealed record ConsoleStyle(bool Unicode, bool Colors)
{
    private const string NeededCharacters = "├└│─✓✗·•→↑…µ";

    public string Branch => Unicode ? "├─ " : "+- ";

    public string LastBranch => Unicode ? "└─ " : "`- ";

    public string Trunk => Unicode ? "│  " : "|  ";

    public string Dot => Unicode ? "·" : "-";

    public string Bullet => Unicode ? "•" : "*";

    public string Arrow => Unicode ? "→" : "->";

    public string Up => Unicode ? "↑" : "^";

    public string Cut => Unicode ? "…" : "...";

    public string Micro => Unicode ? "µs" : "us";

    /// <summary>What that output can show, as the options, the terminal and the environment say.</summary>
    public static ConsoleStyle For(TextWriter output, ConsoleExporterOptions options) =>
        new(CanShow(output.Encoding), options.Colors ?? (options.Output is null && HasColors(
            Console.IsOutputRedirected,
            Environment.GetEnvironmentVariable("NO_COLOR"),
            Environment.GetEnvironmentVariable("TERM"),
            !OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null)));

    /// <summary>Whether standard output shows colours.</summary>
    /// <param name="isRedirected">Whether it goes elsewhere than to a terminal.</param>
    /// <param name="noColor">The variable <c>NO_COLOR</c>: any text says no.</param>
    /// <param name="term">The variable <c>TERM</c>.</param>
    /// <param name="isModern">Whether a terminal understands colours even when <c>TERM</c> does not say what it is; old Windows ones
    /// don't.</param>
    public static bool HasColors(bool isRedirected, string? noColor, string? term, bool isModern) =>
        !isRedirected && string.IsNullOrEmpty(noColor) && term != "dumb" && (isModern || term is not null);

    public string Paint(Tone tone, string text)
    {
        if (!Colors || tone == Tone.Plain || text.Length == 0)
            return text;

        var code = tone switch
        {
            Tone.Quiet => "90",
            Tone.Strong => "1",
            Tone.Good => "32",
            Tone.Bad => "31",
            _ => "36",
        };
        return $"\e[{code}m{text}\e[0m";
    }

    private static bool CanShow(Encoding encoding)
    {
        try
        {
            return encoding.GetString(encoding.GetBytes(NeededCharacters)) == NeededCharacters;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
