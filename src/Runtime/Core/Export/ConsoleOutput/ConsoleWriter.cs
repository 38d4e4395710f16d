using System.Globalization;
using System.Threading.Channels;
using Instrumentation.Diagnostics;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>
/// Writes to one output from one task, so that the application never waits for a terminal and no two texts mix. What comes while the
/// queue is full is dropped, and the number of it told with the next that is written.
/// </summary>
internal sealed class ConsoleWriter
{
    /// <summary>How many traces and tables wait at most; the specification's queue of spans.</summary>
    public const int Capacity = 2_048;

    private readonly Channel<Item> _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly TextWriter? _output;
    private readonly Task _writing;
    private long _dropped;

    /// <summary>Starts the task.</summary>
    /// <param name="output">Where to; null is standard output, whichever that is at the time of writing.</param>
    public ConsoleWriter(TextWriter? output)
    {
        _output = output;
        _writing = Background.Run(RunAsync);
    }

    /// <summary>Queues a text that is made when its turn comes. Never blocks, never throws.</summary>
    public void Write(Func<TextWriter, string> render)
    {
        if (!_queue.Writer.TryWrite(new(render, null)))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Waits until what was queued before has been written.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.Writer.WriteAsync(new(null, reached), cancellation).ConfigureAwait(false);
            await reached.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more and waits until everything has been written.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _writing;
    }

    private async Task RunAsync()
    {
        await foreach (var item in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            TellDropped();
            if (item.Render is not null)
                WriteOut(item.Render);
            item.Reached?.TrySetResult();
        }

        TellDropped();
    }

    private void TellDropped()
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped > 0)
        {
            WriteOut(_ => string.Create(
                CultureInfo.InvariantCulture, $"({dropped:N0} traces or tables were dropped here: this output did not keep up)\n\n"));
        }
    }

    private void WriteOut(Func<TextWriter, string> render)
    {
        try
        {
            var output = _output ?? Console.Out;
            var text = render(output);
            if (text.Length == 0)
                return;
            output.Write(text);
            output.Flush();
        }
        catch (Exception fault)
        {
            Faults.Report("writing to the console exporter's output", fault);
        }
    }

    private readonly record struct Item(Func<TextWriter, string>? Render, TaskCompletionSource? Reached);
}
