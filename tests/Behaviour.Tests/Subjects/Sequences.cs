using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>Methods whose work is done while their result is enumerated.</summary>
public partial class Sequences
{
    /// <summary>What was current while each item was produced, and when it was cleaned up.</summary>
    public List<Activity?> Inside { get; } = [];

    [Traced, Counted, Timed, InFlight]
    public IEnumerable<int> Count([Tag] int to, [Tag] bool isLoud = false)
    {
        try
        {
            for (var i = 0; i < to; i++)
            {
                Inside.Add(Activity.Current);
                Journal.Note($"produces {Journal.Text(i)}{(isLoud ? "!" : "")}");
                yield return i;
            }
        }
        finally
        {
            Inside.Add(Activity.Current);
            Journal.Note("cleans up");
        }
    }

    [Traced, Counted]
    public IEnumerable<int> Breaks(int after)
    {
        for (var i = 0; i < after; i++)
            yield return i;
        throw new InvalidOperationException("no more");
    }

    [Traced]
    public IEnumerable<int> Refuses(string? name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Count(name.Length);
    }

    [Traced]
    public IEnumerable<int> Listed(int count) => Enumerable.Range(0, count).ToList();

    [Traced]
    public IEnumerator<string> Letters(string text)
    {
        foreach (var letter in text)
            yield return letter.ToString();
    }

    [Traced, Counted]
    public async IAsyncEnumerable<int> CountLater(int to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            for (var i = 0; i < to; i++)
            {
                Inside.Add(Activity.Current);
                await Task.Yield();
                cancellation.ThrowIfCancellationRequested();
                Inside.Add(Activity.Current);
                yield return i;
            }
        }
        finally
        {
            await Task.Yield();
            Inside.Add(Activity.Current);
            Journal.Note("cleans up later");
        }
    }

    [Traced]
    public async IAsyncEnumerable<T> BreaksLater<T>(T first)
    {
        await Task.Yield();
        yield return first;
        throw new TimeoutException("no more later");
    }

    [Traced]
    public partial IEnumerable<T> Twice<T>(T item)
        where T : notnull;

    private IEnumerable<T> TwiceCore<T>(T item)
        where T : notnull
    {
        yield return item;
        yield return item;
    }
}
