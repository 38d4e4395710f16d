using System.Globalization;

namespace Subjects;

public static class TagScenarios
{
    public static void What_a_tag_reads_never_reaches_the_caller()
    {
        var tagged = new Tagged();
        Journal.Call("members", tagged.Members);
        Journal.Call("members, called", () => tagged.Members());
        Journal.Call("paths", () => Tagged.Paths(null, new Customer("a"), new Customer(null)));
        var number = 1;
        Journal.Call("odd", () => Tagged.Odd(new Unspeakable(), new Unspeakable(), 1, ref number, 2));
        Journal.Call("returns", () => Tagged.Returns(null));
    }

    public static void In_other_cultures()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "tr-TR", "de-DE" })
            {
                Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Tagged.Scalars("I", 1, 2, 1.5, 2.5m, true, 'i', Guid.Empty, DateTimeOffset.UnixEpoch, ["x"]);
                Journal.Note(string.Create(null, $"{1.5}"));
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    public static void Private_members()
    {
        var tagged = new Tagged { Shard = 5 };
        tagged.Members();
        Journal.Note(tagged.ReadHidden());
    }

    public static void Structs_with_tags()
    {
        var value = default(TaggedStruct);
        value.Raise();
        value.Raise();
        Journal.Note(Journal.Text(value.Read()) + Journal.Text(value.Check()) + Journal.Text(value.RaiseAndCheck()) + Journal.Text(value.Read()));
    }

    public static void Type_level_attributes()
    {
        var wide = new TypeWide();
        Journal.Note(wide.First() + wide.Second() + wide.Third() + wide.Fourth() + wide.ToString());
    }
}
