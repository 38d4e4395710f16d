using System.Linq.Expressions;
using Subjects.@namespace;

namespace Subjects;

public static class PlaceScenarios
{
    public static async Task Everywhere()
    {
        var places = new Places();
        Journal.Note($"{places.Computed} {places.Property} {places[3]} {(int)places} {places.Everywhere()}");
        Journal.Note(Journal.Text(places.Sequence()));
        await foreach (var item in places.AsyncSequence())
            Journal.Note(Journal.Text(item));
    }

    public static void Expression_trees_name_the_original_method()
    {
        Journal.Note(Trees.Lambda.ToString());
        Journal.Note(Journal.Text(Trees.Lambda.Compile()(4)));
        Journal.Note(((MethodCallExpression)Trees.Instance.Body).Method.ToString()! + ((MethodCallExpression)Trees.Instance.Body).Method.DeclaringType);
        var source = new[] { 1, 2, 3 }.AsQueryable();
        Journal.Note(Trees.Query(source).Expression.ToString() + Journal.Text(Trees.Query(source)));
        Journal.Note(Trees.Methods(source).Expression.ToString() + Journal.Text(Trees.Methods(source)));
    }

    public static void Delegates()
    {
        Func<int, int, int> add = Calc.Add;
        var next = new Counter().Next;
        Func<string> shout = "d".Shout;
        Journal.Note(Journal.Text(add(1, 2)) + Journal.Text(next() + next()) + shout() + add.Method.Name + add.Method.DeclaringType + shout.Method.DeclaringType);
        Journal.Note(Journal.Text(new[] { 1, 2, 3 }.Aggregate(Calc.Add)) + nameof(Calc.Add));
    }

    public static async Task Recursion()
    {
        Journal.Note(Journal.Text(Recursive.Every(10)) + Journal.Text(Recursive.Outermost(10)) + Journal.Text(await Recursive.OutermostLater(5)));
        Journal.Note(Journal.Text(new Recursive().Ping(9)) + Journal.Text(new Recursive().Ping(8)));
    }

    public static void Conditional_access()
    {
        Counter? counter = Journal.Take(1) > 0 ? new Counter() : null;
        Journal.Note(Journal.Text(counter?.Next()) + Journal.Text(counter?.Then(c => c?.Next())?.Next()));
        counter = Journal.Take(1) > 1 ? counter : null;
        Journal.Note(Journal.Text(counter?.Next()) + counter?.Then(_ => Journal.Note("never")).Next().Same());
    }

    public static void Aliases()
    {
        var aliased = new Aliased();
        Journal.Note(aliased.Globally("x") + aliased.InFile() + aliased.Qualified() + aliased.Both());
    }

    public static async Task Names()
    {
        var words = new Words();
        Journal.Note(words.@event("c", 2) + Journal.Text(Words.@static(1, 2, 3, 4, 5, 6)) + Words.@struct.@if("new"));
        Journal.Note(Journal.Text(words.Locals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
        Journal.Note(Journal.Text(await words.LocalsLater(1, 2, 3, default, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)));
        Journal.Note(Journal.Text(Words.Fields(1, 2, 3, 4)));
        Journal.Note(words.Größe("s", 1) + Words.合計(2) + words.Under_score_2(3) + words.Under(4) + words.Under("5") + words.Under_2(6) + words.Under_Observed(7));
    }
}
