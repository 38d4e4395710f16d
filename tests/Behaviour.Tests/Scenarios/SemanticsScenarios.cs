namespace Subjects;

public static class SemanticsScenarios
{
    public static async Task What_flows_out_of_a_call()
    {
        Semantics.Set("sync");
        Journal.Note(Semantics.AmbientText);

        var gate = new TaskCompletionSource();
        var returned = Semantics.SetAndReturnTask("task", gate.Task);
        Journal.Note(Semantics.AmbientText);
        var later = Semantics.SetLater("async", gate.Task);
        Journal.Note(Semantics.AmbientText);
        gate.SetResult();
        await Task.WhenAll(returned, later);
        Journal.Note(Semantics.AmbientText);

        await Semantics.SetLater("completed", Task.CompletedTask);
        Journal.Note(Semantics.AmbientText);
        await Semantics.SetAndReturnTask("completed task", Task.CompletedTask);
        Journal.Note(Semantics.AmbientText);

        foreach (var item in Semantics.SetBetween("item"))
            Journal.Note($"{item}, outside {Semantics.AmbientText}");
    }

    public static async Task Where_a_call_runs()
    {
        var context = new CountingContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<string> task;
        var gate = new TaskCompletionSource();
        try
        {
            task = Semantics.OnContext(gate.Task);
            Journal.Note("returned");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        gate.SetResult();
        Journal.Note(await task);
        Journal.Note($"posted {context.Posted}");

        // A scheduler of one's own, under which the method begins.
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var begun = new TaskCompletionSource();
        var scheduled = Task.Factory.StartNew(() => Semantics.OnContext(begun.Task), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
        begun.SetResult();
        Journal.Note((await scheduled)[..20]);
    }

    public static Task Which_overload_is_meant()
    {
        const byte Small = 1;
        var number = 7;
        object boxed = "boxed";
        Journal.Note(Semantics.Which(null as string) + Semantics.Which("s") + Semantics.Which(boxed) + Semantics.Which(number) + Semantics.Which(in number));
        Journal.Note(Semantics.Which(8L) + Semantics.Which(Small) + Semantics.Which('c') + Semantics.Which(1, 2) + Semantics.Which(1, 2, 3) + Semantics.Which());
        Journal.Note(Semantics.Which<object>("generic") + Semantics.Which("two", 2) + Semantics.Which(value: 1.5) + Semantics.Which(other: 1, value: Guid.Empty));
        Journal.Note(Semantics.Which(() => 1) + Semantics.Which(() => "one") + Semantics.Which((1, "tuple")) + Semantics.Which(default(int?)));
        return Task.CompletedTask;
    }

    public static Task What_callers_are_promised()
    {
        Journal.Note(Journal.Text(Semantics.LengthOf("key")) + Semantics.Never("key"));
        Journal.Call("ensured", () => Semantics.LengthOf(null));
        Journal.Call("failed", () => Semantics.Never(null));
        return Task.CompletedTask;
    }

    public static async Task Called_again_from_inside()
    {
        Journal.Note(Journal.Text(Deep.Reenter(5, static times => Deep.Reenter(times, static t => t * 100)) > 0));
        Journal.Note(Journal.Text(await Deep.Hop(6)));
    }

    public static Task Structs_keep_what_is_changed_in_them()
    {
        var tally = new Tally<string>();
        Journal.Note(Journal.Text(tally.Add("a")) + Journal.Text(tally.Twice("b")) + Journal.Text(tally.TwiceByThis("c")) + Journal.Text(tally.Sum) + tally.Last);
        ITally<string> boxed = tally;
        Journal.Note(Journal.Text(boxed.Add("d")) + Journal.Text(boxed.Add("e")) + Journal.Text(tally.Sum));
        Tally<string>.AddTo(ref tally, "f");
        var holder = new TallyHolder<string>();
        holder.Add("g");
        Journal.Note(Journal.Text(tally.Sum) + Journal.Text(holder.Sum) + Journal.Text(tally.OfAnother()) + Journal.Text(tally.Generic(1)) + Journal.Text(tally.Sum));
        var inner = new TallyHolder<int>.Inner();
        Journal.Note(Journal.Text(inner.Twice()) + Journal.Text(TallyHolder<int>.Inmost<string>.Count()) + Journal.Text(tally.PartialTwice("h")) + Journal.Text(tally.Sum));
        foreach (var item in new Tally<string>.Walk())
            Journal.Note(Journal.Text(item));
        return Task.CompletedTask;
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posted;

        public int Posted => _posted;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posted);
            base.Post(_ =>
            {
                SetSynchronizationContext(this);
                try
                {
                    d(state);
                }
                finally
                {
                    SetSynchronizationContext(null);
                }
            }, null);
        }
    }
}
