using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests;

/// <summary>What hangs, throws or never comes: the application does not notice.</summary>
[Collection(ProcessWide.Name)]
public sealed class EndTests
{
    // 128 and the signal's number, as every shell says.
    private const int Aborted = 134;

    private static readonly TelemetryScope Scope = TelemetryScope.Get("End");

    [Theory]
    [InlineData("return", 0)]
    [InlineData("exit", 3)]
    [InlineData("throw", Aborted)]
    [InlineData("throw elsewhere", Aborted)]
    public async Task A_process_that_ends_without_disposing_writes_what_is_left(string ending, int exitCode)
    {
        using var child = Child.Start(ending);
        var text = await child.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await child.WaitForExitAsync();

        Assert.Equal(exitCode, child.ExitCode);
        Assert.Contains("Child.Work", text, StringComparison.Ordinal);
        Assert.Matches(@"child\.calls +1\n", text);
    }

    [Theory]
    [InlineData("wait", "INT", 130)]
    [InlineData("wait", "TERM", 143)]
    [InlineData("stop by itself", "TERM", 5)]
    public async Task A_process_that_is_interrupted_or_ended_writes_what_is_left_and_ends_as_it_would_have(string doing, string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var child = Child.Start(doing);
        Assert.Equal("ready", await child.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        using (var kill = Process.Start("sh", ["-c", $"kill -{signal} {child.Id}"]))
            await kill.WaitForExitAsync();
        var text = await child.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await child.WaitForExitAsync();

        Assert.Equal(exitCode, child.ExitCode);
        Assert.Matches(@"child\.calls +2\n", text);
    }

    [Fact]
    public async Task An_output_that_throws_is_told_of_once_and_affects_nobody()
    {
        using var surroundings = new Surroundings();
        var telemetry = Telemetry.Start(b => b.AddConsoleExporter(o => o.Output = new ThrowingOutput()));
        Scope.Source.StartActivity("lost")?.Dispose();
        Scope.Source.StartActivity("lost too")?.Dispose();

        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));
        await telemetry.DisposeAsync();

        Assert.Equal(
            "instrumentation: writing to the console exporter's output threw System.NotSupportedException; the application was not affected.\n",
            surroundings.Told);
    }

    [Fact]
    public async Task An_output_that_hangs_holds_up_neither_the_application_nor_the_end_and_what_it_missed_is_counted()
    {
        using var surroundings = new Surroundings();
        using var memory = new MemoryOutput(Encoding.UTF8);
        using var output = new HangingOutput(memory);
        var telemetry = Telemetry.Start(b => b.WithTracing(t => t.AddConsoleExporter(o => o.Output = output)));

        // The first is being written, 2,048 wait, the rest finds no room.
        Scope.Source.StartActivity("first")?.Dispose();
        await output.Entered.WaitAsync(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 2_048 + 7; i++)
            Scope.Source.StartActivity("span")?.Dispose();

        Assert.False(await telemetry.ForceFlushAsync(TimeSpan.FromMilliseconds(50)));
        var watch = Stopwatch.StartNew();
        await telemetry.DisposeAsync();
        Assert.InRange(watch.Elapsed.TotalSeconds, 4, 9);
        Assert.Matches(@"^instrumentation: writing the last telemetry took longer than 4\.[56] s and was left behind\.\n$", surroundings.Told);

        output.Release();
        await memory.SeenAsync("(7 traces or tables were dropped here: this output did not keep up)");
    }

    [Fact]
    public async Task A_callback_that_hangs_keeps_no_trace_from_being_written()
    {
        using var surroundings = new Surroundings();
        using var release = new ManualResetEventSlim();
        await using var recorder = Recorder.Start(b => b.WithMetrics(m => m.AddMeter("End.*")));
        using var meter = new Meter("End.Hanging");
        meter.CreateObservableGauge("end.hanging", () =>
        {
            release.Wait();
            return 1;
        });
        Scope.Source.StartActivity("written all the same")?.Dispose();

        var text = await recorder.EndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        release.Set();

        Assert.Contains("written all the same", text, StringComparison.Ordinal);
        Assert.Contains("collecting the last metrics took longer than 1.5 s and was left behind.", surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrumentation_that_hangs_while_it_is_disposed_keeps_nothing_from_being_written()
    {
        using var surroundings = new Surroundings();
        using var instrumentation = new HangingInstrumentation();
        await using var recorder = Recorder.Start(b => b.WithTracing(t => t.AddInstrumentation(() => instrumentation)));
        Scope.Source.StartActivity("written")?.Dispose();

        var text = await recorder.EndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        instrumentation.Release.Set();

        Assert.Contains("written", text, StringComparison.Ordinal);
        Assert.Contains("disposing instrumentations took longer than 1 s and was left behind.", surroundings.Told, StringComparison.Ordinal);
    }

    private sealed class HangingInstrumentation : IDisposable
    {
        public ManualResetEventSlim Release { get; } = new();

        public void Dispose() => Release.Wait();
    }

    private sealed class ThrowingOutput : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value) => throw new NotSupportedException();
    }

    private sealed class HangingOutput(MemoryOutput memory) : TextWriter
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _release = new();

        public override Encoding Encoding => Encoding.UTF8;

        public Task Entered => _entered.Task;

        public void Release() => _release.SetResult();

        public override void Write(string? value)
        {
            _entered.TrySetResult();
            _release.Task.Wait();
            memory.Write(value);
        }
    }
}
