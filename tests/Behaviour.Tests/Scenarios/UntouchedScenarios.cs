namespace Subjects;

public static class UntouchedScenarios
{
    public static async Task Each_call_is_what_it_was()
    {
        var sequence = Untouched.Sequence(3);
        Journal.Note("not begun");
        Journal.Note(Journal.Text(sequence));
        Untouched.Never(Journal.Take(1));
        var done = new TaskCompletionSource();
        Untouched.Forget(done);
        await done.Task;
        await Untouched.Awaitable();
        Journal.Note(Journal.Text(Untouched.Local(4)) + FileLocals.Talk());
        Journal.Note(Journal.Text((new Celsius(1) + new Celsius(2)).Degrees));
    }
}
