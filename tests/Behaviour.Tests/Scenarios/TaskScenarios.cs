namespace Subjects;

public static class TaskScenarios
{
    private static readonly Work Work = new();

    public static async Task Completed_tasks()
    {
        await Work.Done();
        Journal.Note(Journal.Text(Work.Done().IsCompletedSuccessfully) + Journal.Text(ReferenceEquals(Work.Keep(), Work.Kept)));
        Journal.Note(Journal.Text(await Work.Keep()) + Journal.Text(Work.ValueNow(3).IsCompletedSuccessfully) + Journal.Text(Work.ValueDone().IsCompleted));
        Journal.Note(Journal.Text(await Work.ValueNow(4)) + await Work.Echo("e"));
        await Work.ValueDone();
    }

    public static async Task Asynchronous_tasks()
    {
        var source = new TaskCompletionSource<int>();
        var task = Work.Hands(source.Task);
        Journal.Note(task.Status.ToString());
        source.SetResult(5);
        Journal.Note(Journal.Text(await task) + task.Status);
        var value = Work.ValueHands(new ValueTask<int>(Work.Later(6)));
        Journal.Note(Journal.Text(await value) + Journal.Text(await Work.ValueLater(7)) + Journal.Text(await Work.Later(8)));
        await Work.Run("it");
        await Work.ValueRun();
        Journal.Note(Journal.Text(await Work.Later(9).ConfigureAwait(false)));
    }

    public static async Task Exceptions()
    {
        await Journal.CallAsync("at once", async () => await Work.ThrowsAtOnce(1));
        Journal.Call("at once, no await", () => Work.ThrowsAtOnce(2));
        Journal.Call("value at once, no await", () => Work.ValueThrows(2).IsCompleted);
        await Journal.CallAsync("before await", async () => await Work.ThrowsBeforeAwait());
        await Journal.CallAsync("later", async () => await Work.ThrowsLater());
        await Journal.CallAsync("value later", async () =>
        {
            await Work.ValueThrowsLater();
            return null;
        });
    }

    public static async Task Exceptions_stay_the_same_objects()
    {
        var fails = Work.Fails();
        Journal.Note($"{fails.Status} {ReferenceEquals(fails.Exception!.InnerException, Work.Shared)} {fails.Exception.InnerExceptions.Count}");
        foreach (var call in new Func<Task<object?>>[] { async () => await Work.ThrowsBeforeAwait(), async () => await Work.ValueFails() })
            Journal.Note(Journal.Text(ReferenceEquals(await Journal.CallAsync("same", call), Work.Shared)));

        var source = new TaskCompletionSource<int>();
        var task = Work.Hands(source.Task);
        source.SetException(Work.Shared);
        Journal.Note(Journal.Text(ReferenceEquals(await Journal.CallAsync("set", async () => await task), Work.Shared)));
        Journal.Note($"{task.Status} {task.IsFaulted} {task.IsCanceled}");
    }

    public static async Task Cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        foreach (var task in new[] { Work.HandsPlain(Task.FromCanceled(cancelled.Token)), Work.Waits(cancelled.Token), Work.Hands(Task.FromCanceled<int>(cancelled.Token)) })
        {
            var thrown = await Journal.CallAsync("cancelled", async () =>
            {
                await task;
                return null;
            });
            Journal.Note($"{task.Status} {task.IsCanceled} {((OperationCanceledException)thrown!).CancellationToken == cancelled.Token}");
        }

        using var source = new CancellationTokenSource();
        var waiting = Work.Waits(source.Token);
        Journal.Note(waiting.Status.ToString());
        await source.CancelAsync();
        await Journal.CallAsync("cancelled while waiting", async () =>
        {
            await waiting;
            return null;
        });
        Journal.Note(Journal.Text(waiting.IsCanceled));
    }

    public static async Task Ambient_values_flow_as_before()
    {
        await Work.SetsAmbient("outer");
        Journal.Note(Work.ReadsAmbient() ?? "none");
        await Work.SetsAmbientLater("inner");
        Journal.Note(Work.ReadsAmbient() ?? "none");
    }

    public static async Task Many_at_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Work.Later(i)));
        Journal.Note(Journal.Text(all));
        Journal.Note(Journal.Text(await await Task.WhenAny(Work.Keep())));
    }

    public static async Task Synchronization_contexts_are_come_back_to()
    {
        var context = new OwnContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            await Task.Run(static () => Journal.Note("elsewhere"));
            Journal.Note(Journal.Text(ReferenceEquals(SynchronizationContext.Current, context)));
            await Work.Later(1);
            Journal.Note(Journal.Text(ReferenceEquals(SynchronizationContext.Current, context)));
            await Work.ValueLater(2);
            Journal.Note(Journal.Text(ReferenceEquals(SynchronizationContext.Current, context)));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class OwnContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => base.Post(
            _ =>
            {
                SetSynchronizationContext(this);
                d(state);
            },
            null);
    }
}
