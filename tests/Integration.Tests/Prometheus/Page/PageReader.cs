using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>A program that reads pages with the parsers of Prometheus' client library for Python, as Debian has it.</summary>
internal sealed class PageReader : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process _process = Process.Start(new ProcessStartInfo(
        "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Prometheus", "Page", "reader.py")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardOutputEncoding = Encoding.UTF8,
        Environment = { ["PYTHONPATH"] = "" },
    })!;

    /// <summary>Reads a page; one that is not valid fails the test.</summary>
    public async Task<ReadSample[]> ReadAsync(string page, bool isOpen)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        var to = _process.StandardInput.BaseStream;
        await to.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(isOpen ? "open" : "text")} {bytes.Length}\n")));
        await to.WriteAsync(bytes);
        await to.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        var answer = JsonSerializer.Deserialize<Answer>(line ?? "{\"fault\":\"the reader has ended\"}", Web)!;
        Assert.True(answer.Fault is null, $"{answer.Fault}\n{page}");
        return answer.Samples!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [SuppressMessage("Performance", "CA1812", Justification = "The reader's answers are deserialized to it.")]
    private sealed record Answer(string? Fault, ReadSample[]? Samples);
}
