namespace Subjects;

public static class ReferenceScenarios
{
    public static void References_lead_to_what_they_did()
    {
        References.At(0) += 5;
        ref var second = ref References.At(1);
        second = 7;
        Journal.Note(Journal.Text(References.At(0)) + Journal.Text(References.At(1)));
        References.At(0) = 1;
        second = 2;
        var x = 1;
        ref readonly var larger = ref References.Larger(in x, in second);
        second = 9;
        Journal.Note(Journal.Text(larger));
        second = 2;
        Journal.Call("out of range", () => References.At(9));
    }

    public static void Spans()
    {
        References.From(1)[0] = 4;
        Journal.Note(Journal.Text(References.From(0).ToArray()));
        References.From(1)[0] = 2;
        Journal.Note(References.Word("a word", [' ']).ToString() + References.Word("word", " ").ToString());
        Span<int> one = [1], two = [2, 2];
        References.Swap(ref one, ref two);
        Journal.Note(Journal.Text(one.Length) + Journal.Text(References.Same(two).Length) + Journal.Text(References.Same(3)) + Journal.Text(References.Sum(1, 2, 3)));
    }

    public static unsafe void Pointers()
    {
        var number = 5;
        Journal.Note(Journal.Text(References.Read(&number)));
        var bytes = stackalloc byte[3] { 1, 2, 3 };
        Journal.Note(Journal.Text(*References.Skip(bytes, &Next)) + Journal.Text(References.ReadLater(&number).Result));
        static int Next(int x) => x + 1;
    }

    public static void Ref_structs()
    {
        Span<int> items = [7, 8, 9];
        var window = new Window(items);
        window.Move(1);
        window.Double();
        Journal.Note(Journal.Text(window.First()) + Journal.Text(window.Moved) + Journal.Text(window.Narrow(1).Length) + Journal.Text(items.ToArray()));
        window.Items() = [5];
        Journal.Note(Journal.Text(window.First()) + Journal.Text(new Window(items).First()));
        var thrown = false;
        try
        {
            window.Move(9);
        }
        catch (ArgumentOutOfRangeException)
        {
            thrown = true;
        }

        Journal.Note(Journal.Text(thrown) + Journal.Text(window.Moved));
    }

    public static void References_into_structs()
    {
        var cell = new Cell(1);
        cell.Value() += 2;
        Cell[] cells = [cell];
        cells[0].Value()++;
        ref readonly var peeked = ref cells[0].Peek();
        cells[0].Value()++;
        Journal.Note(Journal.Text(cell.Peek()) + Journal.Text(peeked));
    }

    public static async Task Extension_blocks()
    {
        Journal.Note("ab".Doubled() + Extending.Doubled("c", 3) + string.Blank() + await "later".Later());
        var number = 1;
        Journal.Note(Journal.Text(number.Exchange(Journal.Take(2))) + Journal.Text(number));
        Journal.Note(Journal.Text("x"?.Doubled(times: 1)));
    }
}
