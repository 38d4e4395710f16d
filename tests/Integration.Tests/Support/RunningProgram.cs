using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>A process and what it has written until now. Every wait has an end, and tells what was written when it comes to that.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    // Far more than any of them takes; a busy machine is no failure.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _pumping;
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewChange();

    private RunningProgram(Process process)
    {
        _process = process;
        _pumping = Task.WhenAll(PumpAsync(process.StandardOutput, _output), PumpAsync(process.StandardError, _error));
    }

    public string Output => TextOf(_output);

    public string Error => TextOf(_error);

    /// <summary>Starts a program that was built, with nothing of this process's telemetry settings.</summary>
    public static RunningProgram Start(
        string assembly, string[] arguments, string? directory = null, params (string Name, string Value)[] environment) =>
        StartCommand("dotnet", ["exec", assembly, .. arguments], directory, environment);

    /// <summary>Starts any command.</summary>
    public static RunningProgram StartCommand(
        string command, string[] arguments, string? directory = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = directory ?? AppContext.BaseDirectory,
        };
        foreach (var variable in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(variable);
        start.Environment["LC_ALL"] = "C.UTF-8";

        // What a program that somebody develops does: it writes to the console, though nobody looks at it here.
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Waits until the output matches.</summary>
    public async Task<Match> SeenAsync(Regex pattern)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var isOver = _pumping.IsCompleted;
            Task changed;
            string text;
            lock (_gate)
                (text, changed) = (_output.ToString(), _changed.Task);

            if (pattern.Match(text) is { Success: true } match)
                return match;
            if (isOver || watch.Elapsed > Limit)
                Assert.Fail(Tell(isOver ? $"It ended without writing {pattern}." : $"It did not write {pattern} within {Limit}."));

            await Task.WhenAny(changed, _pumping, Task.Delay(Limit - watch.Elapsed + TimeSpan.FromSeconds(1)));
        }
    }

    /// <summary>Waits until the process has ended and everything that it wrote has arrived.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        try
        {
            await Task.WhenAll(_pumping, _process.WaitForExitAsync()).WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail(Tell($"It did not end within {Limit}."));
        }

        return _process.ExitCode;
    }

    /// <summary>Asks the process to end, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(kill.ExitCode == 0, Tell("It could not be sent SIGTERM."));
    }

    /// <summary>Ends the process at once, whatever it is doing, and waits until everything that it wrote has arrived.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Writes a line to its standard input.</summary>
    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Writes all of its standard input.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process.Dispose();
    }

    private static bool IsSetting(string variable) =>
        variable is "NO_COLOR" or "TERM" || variable.StartsWith("OTEL_", StringComparison.Ordinal)
        || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || variable is "DOTNET_ENVIRONMENT" or "DOTNET_URLS";

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PumpAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4_096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (_gate)
            {
                text.Append(buffer, 0, count);
                _changed.SetResult();
                _changed = NewChange();
            }
        }
    }

    private string TextOf(StringBuilder text)
    {
        lock (_gate)
            return text.ToString();
    }

    private string Tell(string what) =>
        $"""
        {what}
        {_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}
        --- standard output
        {Output}
        --- standard error
        {Error}
        """;
}
