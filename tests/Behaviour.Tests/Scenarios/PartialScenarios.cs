namespace Subjects;

public static class PartialScenarios
{
    public static void Instance_and_static()
    {
        var kitchen = new Kitchen("home");
        Journal.Note(kitchen.Cook("soup") + kitchen.Cook(portions: 3, dish: "stew"));
        Journal.Note(Journal.Text(Kitchen.Weigh()) + Journal.Text(Kitchen.Weigh(1, 2, 3)));
        var spoons = 1;
        Journal.Note(kitchen.TryTaste(ref spoons, "pie", out var taste) + taste + Journal.Text(spoons));
        kitchen.CleanUp();
        Journal.Note(kitchen.Serve<Key>(null!) + " " + kitchen.Style() + new Bistro().Style() + ((Kitchen)new Bistro()).Style());
    }

    public static void Throws() => Journal.Call("cook", () => new Kitchen("home").Cook("soup", -1));

    public static async Task Asynchronous()
    {
        var kitchen = new Kitchen("home");
        await Journal.CallAsync("later", async () => await kitchen.CookLater("cake"));
        await kitchen.Rest();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Journal.CallAsync("cancelled", async () => await kitchen.CookLater("cake", cancelled.Token));
    }

    public static void Structs_and_generics()
    {
        var meter = default(Meter);
        meter.Up(2);
        Journal.Note(Journal.Text(meter.Up(3)) + Journal.Text(meter.Read()));
        Journal.Note(new Pair<int>(1).Join("x", 2) + Pair<string>.Nest<int>.Show("s", 3));
        Journal.Note("w".Whisper() + PartialTexts.Whisper("v", 2));
    }

    public static void By_delegate_interface_and_reflection()
    {
        Func<string, int, string> cook = new Kitchen("home").Cook;
        Journal.Note(cook("eggs", 4));
        Journal.Note(((IPlate)new Plate()).Lay(5));
        Journal.Note(Journal.Text(typeof(Plate).GetMethod(nameof(Plate.Lay))!.Invoke(new Plate(), [6])));
    }
}
