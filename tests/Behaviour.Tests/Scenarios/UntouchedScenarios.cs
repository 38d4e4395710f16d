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
        Journal.Note(Journal.Text(Untouched.Local(4)) + "ab".Doubled() + string.Empty() + FileLocals.Talk());
        Journal.Note(Journal.Text((new Celsius(1) + new Celsius(2)).Degrees));
    }

    public static unsafe void By_reference_and_by_pointer()
    {
        Untouched.Reference(0)++;
        Untouched.Reference(0)--;
        Untouched.Slice(1)[0] = 2;
        var number = 5;
        Span<int> items = [7, 8];
        Journal.Note(Journal.Text(Untouched.Reference(2)) + Journal.Text(Untouched.Pointer(&number)) + Journal.Text(new Window(items).First()));
    }
}
