namespace Subjects;

public static class HiddenScenarios
{
    public static void Private_and_protected_methods() => Journal.Note(new Safe().OpenAll("abc") + new BetterSafe().OpenAll("d") + new BetterSafe().Inner());

    public static void Private_methods_that_throw() => Journal.Note(new Safe().Break()!.Message);

    public static void Private_methods_of_generic_types_that_throw() => Journal.Call("spill", static () => new Bin<int>().Spill(1));

    public static void Private_methods_of_structs()
    {
        var drawer = default(Drawer);
        Journal.Note(drawer.Fill(2) + drawer.Fill(3));
    }

    public static void Methods_of_hidden_types() => Journal.Note(new Outer().Both() + new Vault<int>().Use(3));
}
