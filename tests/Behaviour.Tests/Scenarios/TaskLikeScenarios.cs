namespace Subjects;

public static class TaskLikeScenarios
{
    public static async Task Awaited_once()
    {
        await Journal.CallAsync("once", static async () => await TaskLikes.Double(2));
        await Journal.CallAsync("negative", static async () => await TaskLikes.Double(-2));
        Journal.Note(await TaskLikes.Same("x"));
    }

    public static async Task Without_a_result()
    {
        await Journal.CallAsync("done", static async () =>
        {
            await TaskLikes.Run(fails: false);
            return null;
        });
        try
        {
            await TaskLikes.Run(fails: true);
        }
        catch (InvalidOperationException e)
        {
            Journal.Note(e.Message);
        }

        Journal.Call("refused", static () => Journal.Text(TaskLikes.Refuse()));
        Journal.Call("nothing", static () => Journal.Text(TaskLikes.Nothing()));
    }

    public static async Task The_callers_context_is_gone_back_to()
    {
        var context = new Context();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var sum = await TaskLikes.Double(1);
            Journal.Note(Journal.Text(sum) + Journal.Text(SynchronizationContext.Current == context));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private sealed class Context : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ =>
        {
            SetSynchronizationContext(this);
            d(state);
            SetSynchronizationContext(null);
        });
    }
}
