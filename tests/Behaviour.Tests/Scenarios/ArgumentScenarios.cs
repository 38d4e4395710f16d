namespace Subjects;

public static class ArgumentScenarios
{
    private static int _field;

    public static void In_their_order()
    {
        var b = 2;
        _field = 1;
        Journal.Note(Arguments.Mixed(Journal.Take(1), ref b, Journal.Take(3), out var d, Journal.Take(4), Journal.Take("f"), Journal.Take(7), Journal.Take(8)));
        Journal.Note(Journal.Text(b) + Journal.Text(d));
        Journal.Note(Arguments.Mixed(c: Journal.Take(3), f: Journal.Take("named"), d: out d, b: ref Field(), a: Journal.Take(1)));
        Journal.Note(Journal.Text(_field) + Journal.Text(d));
        Journal.Note(Make("receiver").Optional(name: Journal.Take("x"), value: Journal.Take(2)) + Make("again").Optional());
        Journal.Call("throwing argument", () => Make("made").Optional(Fail(), Journal.Take("never")));
        Arguments none = null!;
        Journal.Call("null receiver", () => "not the last call " + none.Optional(Journal.Take(9)));
    }

    public static void Defaults()
    {
        Journal.Note(Arguments.Defaults());
        Journal.Note(Arguments.Defaults(money: 2.25m, day: DayOfWeek.Monday, number: 4));
        Journal.Note(Arguments.Caller(1 + 2));
    }

    public static void Collections_and_spans()
    {
        Journal.Note(Journal.Text(Arguments.Collection(1, 2, 3)) + Journal.Text(Arguments.Collection()) + Journal.Text(Arguments.Collection([4])));
        Journal.Note(Journal.Text(Arguments.Spanned(1, 2)) + Journal.Text(Arguments.Spanned()));
        Span<int> into = stackalloc int[1];
        Journal.Note(Journal.Text(Arguments.Length("span", into)) + Journal.Text(into[0]));
    }

    public static void By_reference()
    {
        var number = 5L;
        var other = 1;
        Journal.Note(Journal.Text(Arguments.Read(in number, ref other)) + Journal.Text(other));
        var result = 0;
        Journal.Call("throws", () => Arguments.Throw(3, out result));
        Journal.Note(Journal.Text(result));
        var array = new[] { 1, 2 };
        Journal.Note(Arguments.Mixed(array[0], ref array[1], array[1], out array[0]) + Journal.Text(array));
    }

    public static void Of_every_type()
    {
        Journal.Note(Journal.Text((object)Arguments.Dynamic(3, (4, null))));
        dynamic late = 3;
        Journal.Note(Journal.Text((object)Arguments.Dynamic(late, (5, "s"))));
        Journal.Note(Arguments.Generic<int>(null, 1, 2) + Arguments.Generic<double>(1.5) + Arguments.Nullable("a", null) + Arguments.Nullable(1, 2));
        Journal.Note(Arguments.Interpolated($"a {_field} b {late}"));
    }

    private static ref int Field()
    {
        Journal.Note("field");
        return ref _field;
    }

    private static Arguments Make(string what)
    {
        Journal.Note(what);
        return new Arguments();
    }

    private static int Fail() => throw new FormatException("argument");
}
