using System.Text;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>An output that keeps what is written to it, call by call, and tells who waits for a text.</summary>
internal sealed class MemoryOutput(Encoding encoding) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly List<string> _writes = [];
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    public override Encoding Encoding => encoding;

    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_gate)
                return [.. _writes];
        }
    }

    public string Text => string.Concat(Writes);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _writes.Add(value ?? "");
            var all = string.Concat(_writes);
            foreach (var (_, seen) in _waiting.Where(waiting => all.Contains(waiting.Text, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }

    /// <summary>Waits until a text has been written; fails after ten seconds.</summary>
    public Task SeenAsync(string text)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (string.Concat(_writes).Contains(text, StringComparison.Ordinal))
                return Task.CompletedTask;
            _waiting.Add((text, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }
}
