using System.Diagnostics;
using System.Globalization;
using System.Text;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>A process that uses a disk buffer, and can be killed.</summary>
internal sealed class DiskProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private DiskProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static DiskProgram Start(string doing, string folder, params (string Name, string Value)[] variables) =>
        new(Child.Start(["disk", doing, folder], variables));

    public static DiskProgram StartLoad(string folder, int run) =>
        new(Child.Start(["disk", "load", folder, run.ToString(CultureInfo.InvariantCulture)]));

    /// <summary>Starts it where a file system is mounted that nobody else sees.</summary>
    /// <param name="doing">What it does.</param>
    /// <param name="folder">The folder that is mounted over.</param>
    /// <param name="mount">The shell's command that does, with the folder as <c>$0</c>.</param>
    public static DiskProgram StartMounted(string doing, string folder, string mount)
    {
        Directory.CreateDirectory(folder);
        string[] program = ["dotnet", "exec", typeof(DiskProgram).Assembly.Location, "disk", doing, folder];
        var start = new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mount + " && exec \"$@\"", folder, .. program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    public async Task<string?> NextLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>What telemetry tells of itself until it ends.</summary>
    public Task<string> ToldAsync() => _errors.WaitAsync(Patience);

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    /// <returns>What it has written that was not read before.</returns>
    public async Task<string[]> KillAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static int Run(string[] arguments)
    {
        using var output = Console.OpenStandardOutput();
        switch (arguments[0])
        {
            case "hold":
                Hold(arguments[1], Write);
                return 1;
            case "recover":
                Recover(arguments[1], Write);
                return 0;
            case "full":
                DiskFiller.Run(arguments[1], Write);
                Faults.FlushAsync().Wait(Patience);
                return 0;
            case "load":
                Load(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture), Write);
                return 1;
            default:
                return 2;
        }

        // In one write, so that what is told before a kill is told whole.
        void Write(string line) => output.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static DiskBuffer Open(string folder, Action<string> tell) => DiskBuffer.Open(
        folder, 64 * 1024 * 1024, DiskSync.Interval, (queue, items, reason) => tell($"dropped {queue} {items} {reason}"));

    private static void Hold(string folder, Action<string> tell)
    {
        using var buffer = Open(folder, tell);
        var queue = buffer.Queue(Traces);
        for (var i = 0; i < 10; i++)
            queue.Append(Body(i, 100));
        tell("ready");
        Thread.CurrentThread.Join(Patience);
    }

    private static void Load(string folder, int run, Action<string> tell)
    {
        using var buffer = Open(folder, tell);
        DiskLoad.Run(buffer, run, tell);
    }

    private static void Recover(string folder, Action<string> tell)
    {
        using (var buffer = Open(folder, tell))
            tell($"recovered {buffer.Queue(Traces).Recovered.Count}");
        Faults.FlushAsync().Wait(Patience);
    }
}
