namespace Subjects;

public static class BuilderScenarios
{
    public static async Task Delegates_reflection_and_overloads()
    {
        Journal.Note(await Selves.AsDelegate("a"));
        Journal.Note(await (Task<string>)typeof(Selves).GetMethod(nameof(Selves.Echo))!.Invoke(null, ["b"])!);
        Journal.Note(await Selves.Over(1) + await Selves.Over("t") + await Selves.Over(2.5, new() { ["x"] = [1d] }));
        await Selves.Tell();
    }

    public static async Task Local_functions() => Journal.Note(await Selves.Local(["one", "two"]));

    public static async Task Generics_structs_and_explicit_implementations()
    {
        Journal.Note(Journal.Text(await new SelfBox<int>(1).Pair("x")) + Journal.Text(await new SelfBox<string>("s").Pair(2)));
        Journal.Note(Journal.Text(await ((ISelf)new ExplicitSelf()).Get(3)));
        var value = new SelfStruct { Value = 1 };
        Journal.Note(Journal.Text(await value.Add(2)) + Journal.Text(value.Value));
    }

    public static async Task Awaitables_and_ambient_state()
    {
        Selves.Ambient.Value = "outer";
        Journal.Note(await Selves.Awaits(critical: false) + await Selves.Awaits(critical: true) + Selves.Ambient.Value);
    }

    public static async Task Exceptions()
    {
        await Journal.CallAsync("before await", async () =>
        {
            await Selves.ThrowsBeforeAwait();
            return null;
        });
        var same = await Journal.CallAsync("same", async () =>
        {
            await Selves.ThrowsBeforeAwait();
            return null;
        });
        Journal.Note(Journal.Text(ReferenceEquals(same, Work.Shared)));
        await Journal.CallAsync("later", async () =>
        {
            await Selves.ThrowsLater();
            return null;
        });
    }

    public static async Task Cancellation()
    {
        using var source = new CancellationTokenSource();
        var waits = Selves.Waits(source.Token);
        await source.CancelAsync();
        await Journal.CallAsync("waits", async () =>
        {
            await waits;
            return null;
        });
        Journal.Note(waits.Status.ToString());
    }

    public static async Task Every_option()
    {
        var twins = new Twins("corner");
        Journal.Note(Journal.Text(await twins.InItself("i", Channel.Store, 2, "t")) + Journal.Text(await twins.AtTheCall("i", Channel.Store, 2, "t")));
        await Journal.CallAsync("step", async () => await twins.InItself("i", Channel.Store, -1, "t"));
        await Journal.CallAsync("judged", async () => await twins.JudgedInItself(""));
        Journal.Note(await twins.JudgedInItself("corner"));
        await twins.DeepInItself(3);
        await twins.RootInItself();
        await twins.DetailInItself();
    }
}
