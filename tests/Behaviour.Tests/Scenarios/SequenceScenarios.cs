using System.Collections;

namespace Subjects;

public static class SequenceScenarios
{
    public static void Enumerated_once_twice_and_never()
    {
        var sequence = new Sequences().Count(3);
        Journal.Note("not begun");
        foreach (var item in sequence)
            Journal.Note($"takes {Journal.Text(item)}");
        Journal.Note(Journal.Text(sequence.Sum()));
        Journal.Note(Journal.Text(((IEnumerable)sequence).Cast<int>().Count()));
        _ = new Sequences().Count(5);
    }

    public static void Left_early()
    {
        foreach (var item in new Sequences().Count(9, isLoud: true))
        {
            if (item == 1)
                break;
        }

        Journal.Note(Journal.Text(new Sequences().Count(9).First()));
        using var enumerator = new Sequences().Count(2).GetEnumerator();
        Journal.Note(Journal.Text(enumerator.MoveNext()) + Journal.Text(enumerator.Current));
    }

    public static void Enumerated_past_the_end()
    {
        var enumerator = new Sequences().Letters("ab");
        while (enumerator.MoveNext())
            Journal.Note(enumerator.Current);
        Journal.Note(Journal.Text(enumerator.MoveNext()));
        enumerator.Dispose();
        enumerator.Dispose();
        Journal.Call("reset", enumerator.Reset);
    }

    public static void Failing()
    {
        Journal.Call("breaks", () => new Sequences().Breaks(2).Sum());
        Journal.Call("refuses at once", () => Journal.Text(new Sequences().Refuses(null)));
        Journal.Note(Journal.Text(new Sequences().Refuses("abc").Count()));
    }

    public static void Collections_stay_what_they_are() =>
        Journal.Note(new Sequences().Listed(3).GetType().Name + Journal.Text(((List<int>)new Sequences().Listed(2)).Count));

    public static void Two_enumerations_in_step()
    {
        var sequence = new Sequences().Count(2);
        foreach (var (left, right) in sequence.Zip(sequence))
            Journal.Note(Journal.Text(left) + Journal.Text(right));
        Journal.Note(string.Concat(new Sequences().Twice("t")));
    }

    public static async Task Asynchronous_ones()
    {
        await foreach (var item in new Sequences().CountLater(3))
            Journal.Note(Journal.Text(item));
        await foreach (var item in new Sequences().CountLater(3).ConfigureAwait(false))
        {
            if (item == 1)
                break;
        }

        try
        {
            await foreach (var item in new Sequences().BreaksLater("first"))
                Journal.Note(item);
        }
        catch (TimeoutException e)
        {
            Journal.NoteException("breaks later", e);
        }
    }

    public static async Task Cancelled()
    {
        using var source = new CancellationTokenSource();
        try
        {
            await foreach (var item in new Sequences().CountLater(9).WithCancellation(source.Token))
            {
                Journal.Note(Journal.Text(item));
                await source.CancelAsync();
            }
        }
        catch (OperationCanceledException e)
        {
            Journal.NoteException("cancelled", e);
            Journal.Note(Journal.Text(e.CancellationToken == source.Token));
        }
    }
}
