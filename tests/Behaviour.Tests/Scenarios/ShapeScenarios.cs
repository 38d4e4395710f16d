namespace Subjects;

public static class ShapeScenarios
{
    private static readonly Point Origin = new(7);

    public static void Static_methods()
    {
        Journal.Call("value", () => Calc.Add(1, 2));
        Journal.Call("void", () => Calc.Touch("a"));
        Journal.Call("throws", () => Calc.Divide(1, 0));
    }

    public static void Overloads()
    {
        Journal.Note(Calc.Over(1) + Calc.Over(1L) + Calc.Over("s") + Calc.Over('c', 2) + Calc.Over<object>("o", 3));
    }

    public static void Extension_methods()
    {
        Journal.Note("a".Shout() + Texts.Shout("b"));
        Journal.Note(Journal.Text(4.Same()) + 5.Same(times: 0) + "x"?.Same(2));
        var number = 4;
        Journal.Note(Journal.Text(number.Raise()) + Journal.Text(Texts.Raise(ref number)) + Journal.Text(number));
        var point = new Point(3);
        Journal.Note(Journal.Text(point.Peek()) + Journal.Text(Texts.Peek(in point)) + Journal.Text(new Point(9).Peek()));
    }

    public static void Instance_methods()
    {
        var counter = new Counter();
        counter.Next();
        Journal.Note(Journal.Text(counter.Next()));
        Journal.Note(Journal.Text(new Counter().Then(static c => c.Next()).Then(c => c.Next()).Value));
        Counter none = null!;
        Journal.Call("on null", () => none.Next());
    }

    public static void Structs_keep_what_is_changed_in_them()
    {
        var local = new Point(1);
        local.Move(2);
        Point[] array = [new(10), new(20)];
        array[1].Move(5);
        var holder = new PointHolder();
        holder.Field.Move(3);
        var boxed = (object)local;
        local.Move(100);
        Journal.Note($"{local} {array[0]} {array[1]} {holder.Field} {boxed}");

        ref var second = ref array[0];
        second.Move(1);
        Journal.Note(Journal.Text(array[0].Read()));
    }

    public static void Struct_values_that_are_no_variables()
    {
        Journal.Note(Journal.Text(new Point(1).Move(2)));
        Journal.Note(Journal.Text(Make(5).Move(2)));
        Journal.Note(Journal.Text(Make(5).Read()));
        Journal.Note(Journal.Text(Origin.Read()));
        Journal.Note(Journal.Text(Origin.Move(1)) + Journal.Text(Origin.X));
        Journal.Note(new PointHolder().Property.ToString());
        Journal.Note(Journal.Text(new PointHolder().Property.Move(4)));
        Point? maybe = new Point(6);
        Journal.Note(Journal.Text(maybe?.Move(1)) + Journal.Text(maybe!.Value.Read()) + Journal.Text(maybe.Value.Move(3)));
        Point? none = null;
        Journal.Note(Journal.Text(none?.Read()));
        Journal.Note(Journal.Text(new Fixed(8).Read()));
        foreach (var point in new[] { new Point(1), new Point(2) })
            Journal.Note(Journal.Text(point.Move(1)) + Journal.Text(point.X));
        Journal.Note(Through(new Point(11)));
    }

    public static async Task Async_methods_of_structs()
    {
        var point = new Point(4);
        var task = point.ReadLater();
        point.Move(1);
        Journal.Note(Journal.Text(await task) + Journal.Text(point.X));
    }

    public static void Records()
    {
        Journal.Note(new Money(1).Plus(2).ToString());
        var size = new Size(1);
        size.Grow();
        Journal.Note(size.ToString() + (size with { Width = 5 }).Grow());
    }

    public static void Generic_types_and_methods()
    {
        Journal.Note(new Box<int>(3).Open() + new Box<string>("s").Open());
        Journal.Note(new Box<int?>(null).Echo(null, new Key()));
        Journal.Note(Box<string>.Kind<DayOfWeek>());
        Journal.Note(new Box<int>.Lid<string>().Close<byte>(1, "l", 2));
        var slot = default(Box<string>.Slot);
        slot.Put("kept");
        Journal.Note(slot.Content!);
        Journal.Note(Nested(5m) + Nested("n"));
    }

    private static string Nested<T>(T value)
        where T : notnull => Journal.Text(new Box<List<T>>([value]).Open()) + new Box<T>.Lid<T>().Close<int>(value, value, null);

    private static Point Make(int x) => new(x);

    private static string Through(in Point point) => Journal.Text(point.Read()) + Journal.Text(point.Move(5)) + Journal.Text(point.X);

    private sealed class PointHolder
    {
        public Point Field = new(30);

        public Point Property { get; } = new(40);
    }
}
