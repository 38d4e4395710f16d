namespace Instrumentation.Package.Tests.Support;

/// <summary>How a command ended, and all that it wrote.</summary>
internal sealed record Run(int ExitCode, string Log, IEnumerable<string> Arguments)
{
    public string[] Lines => Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Run Succeeded()
    {
        Assert.True(ExitCode == 0, $"dotnet {string.Join(' ', Arguments)}\nended with {ExitCode}:\n{Log}");
        return this;
    }

    /// <summary>Fails the test unless the command failed with an error of that code whose text has all these parts.</summary>
    public Run FailedWith(string code, params string[] parts)
    {
        Assert.True(ExitCode != 0, $"dotnet {string.Join(' ', Arguments)}\nshould have failed with {code}:\n{Log}");

        // The compiler says it of several places at times, in no order that one could rely on.
        var errors = Array.FindAll(Lines, line => line.Contains($"error {code}: ", StringComparison.Ordinal));
        Assert.True(
            Array.Exists(errors, error => Array.TrueForAll(parts, part => error.Contains(part, StringComparison.Ordinal))),
            $"No error {code} with {string.Join(" and ", parts)} in:\n{Log}");
        return this;
    }

    public Run Says(string text)
    {
        Assert.True(Log.Contains(text, StringComparison.Ordinal), $"\"{text}\" is not in:\n{Log}");
        return this;
    }
}
