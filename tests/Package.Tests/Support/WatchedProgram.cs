using System.Diagnostics;
using System.Text;

namespace Instrumentation.Package.Tests.Support;

/// <summary>A program under <c>dotnet watch</c>, which applies edits while it runs.</summary>
internal sealed class WatchedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly SemaphoreSlim _written = new(0);

    private WatchedProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it, and waits until edits are waited for.</summary>
    public static async Task<WatchedProgram> StartAsync(TestProject project, string file)
    {
        var start = project.StartInfo("watch", "--non-interactive", "--project", file, "run", "--no-restore");
        start.Environment["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1";
        var program = new WatchedProgram(start);
        await program.WritesAsync("dotnet watch : Waiting for changes");
        return program;
    }

    /// <summary>Waits until it has written the line, once for each time that this is asked.</summary>
    public async Task WritesAsync(string line)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!Take(line))
        {
            try
            {
                await _written.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"\"{line}\" was not written within {Limit}:\n{Log()}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _written.Dispose();
    }

    private bool Take(string line)
    {
        lock (_log)
        {
            var at = _log.ToString().IndexOf($"\n{line}\n", StringComparison.Ordinal);
            if (at < 0)
                return false;
            _log.Remove(at, line.Length + 1);
            return true;
        }
    }

    private string Log()
    {
        lock (_log)
            return _log.ToString();
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Append('\n').Append(line).Append('\n');
        _written.Release();
    }
}
