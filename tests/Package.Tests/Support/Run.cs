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
        var error = Lines.FirstOrDefault(line => line.Contains($"error {code}: ", StringComparison.Ordinal));
        Assert.True(error is not null, $"No error {code} in:\n{Log}");
        Assert.All(parts, part => Assert.Contains(part, error, StringComparison.Ordinal));
        return this;
    }

    public Run Says(string text)
    {
        Assert.True(Log.Contains(text, StringComparison.Ordinal), $"\"{text}\" is not in:\n{Log}");
        return this;
    }
}
