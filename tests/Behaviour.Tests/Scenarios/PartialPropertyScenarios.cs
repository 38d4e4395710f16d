using System.Linq.Expressions;

namespace Subjects;

public static class PartialPropertyScenarios
{
    public static void Instance_and_static()
    {
        var till = new Till { Name = "front" };
        till.Sum = 2;
        till.Sum += 3;
        till.Raw++;
        till.Open();
        Journal.Note(till.Name + Journal.Text(till.Sum));
    }

    public static void Indexers()
    {
        var till = new Till { ["a"] = 1 };
        till["b"] = till["a"] + 1;
        Journal.Note(Journal.Text(till["b"]));
    }

    public static void Sequences() => Journal.Note(string.Join(',', new Till { ["a"] = 1, ["b"] = 2 }.Drawers));

    public static void Throws()
    {
        Journal.Call("set", () => new Till().Sum = -1);
        Journal.Call("get", () => new Till()["none"]);
    }

    public static Task Asynchronous() => Journal.CallAsync("later", static async () => await Till.Later);

    public static void Structs()
    {
        var dial = new Dial(1);
        dial.Value += 2;
        Journal.Note(Journal.Text(dial.Value) + Journal.Text((new Dial(4) with { Value = 5 }).Value));
    }

    public static void By_interface_reflection_and_expression()
    {
        Journal.Note(((ILabelled)new PaintTin()).Label);
        Journal.Note(Journal.Text(typeof(Tin).GetProperty(nameof(Tin.Label))!.GetValue(new Tin())));
        Expression<Func<Tin, string>> label = tin => tin.Label;
        Journal.Note(label.Compile()(new Tin()));
    }
}
