using System.Linq.Expressions;
using Instrumentation;

namespace Subjects;

/// <summary>Calls in every place of the language where one can stand.</summary>
public class Places(int given)
{
    private static readonly int Static = Calc.Add(1, 1);

    private readonly int _field = Calc.Add(given, 2);

    public Places()
        : this(Calc.Add(3, 3))
    {
    }

    public int Property { get; } = Calc.Add(4, 4);

    public int Computed => Calc.Add(_field, Static);

    public int this[int index] => Calc.Add(index, Property);

    public static implicit operator int(Places places) => Calc.Add(places._field, 100);

    public IEnumerable<int> Sequence()
    {
        for (var i = Calc.Add(0, 0); i < Calc.Add(1, 2); i++)
            yield return Calc.Add(i, i);
    }

    public async IAsyncEnumerable<int> AsyncSequence()
    {
        await Task.Yield();
        yield return Calc.Add(1, 0);
    }

    public string Everywhere()
    {
        var text = $"{Calc.Add(1, 2)} {(Calc.Add(1, 2) > 2 ? Calc.Add(5, 5) : 0)}";
        text += Calc.Add(1, 2) switch { 3 when Calc.Add(1, 1) == 2 => "three", _ => "?" };
        int Local(int x) => Calc.Add(x, x);
        Func<int, int> twice = static x => Calc.Add(x, x);
        using (new Resource(Calc.Add(1, 1)))
            text += Local(4) + twice(5);
        lock (_lock)
            text += Calc.Add(6, 6);
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException) when (Calc.Add(1, 1) == 2)
        {
            text += Calc.Add(7, 7);
        }
        finally
        {
            Calc.Touch("finally");
        }

        return text + string.Join(',', from i in Enumerable.Range(0, 3) where Calc.Add(i, 1) > 1 orderby Calc.Add(0, -i) select Calc.Add(i, 10));
    }

    private readonly object _lock = new();

    private sealed class Resource(int value) : IDisposable
    {
        public void Dispose() => Calc.Touch(Journal.Text(value));
    }
}

public static class Trees
{
    public static Expression<Func<int, int>> Lambda => x => Calc.Add(x, 1) + Calc.Add(1, 1);

    public static Expression<Func<Counter, int>> Instance => c => c.Next();

    public static IQueryable<int> Query(IQueryable<int> source) =>
        from x in source
        let y = Calc.Add(x, 1)
        where Calc.Add(y, 0) > 1
        orderby Calc.Add(0, -y)
        select Calc.Add(x, y);

    public static IQueryable<int> Methods(IQueryable<int> source) => source.Where(x => Calc.Add(x, 0) > 1).Select(x => Calc.Add(x, 1)).Take(Calc.Add(1, 1));
}

public class Recursive
{
    [Traced, Counted]
    public static int Every(int depth) => depth == 0 ? 0 : 1 + Every(depth - 1);

    [Traced(Recursion = Recursion.Outermost), Counted]
    public static int Outermost(int depth) => depth == 0 ? Calc.Add(0, 0) : 1 + Outermost(depth - 1);

    [Traced(Recursion = Recursion.Outermost)]
    public static async Task<int> OutermostLater(int depth)
    {
        await Task.Yield();
        return depth == 0 ? 0 : 1 + await OutermostLater(depth - 1);
    }

    [Traced]
    public int Ping(int depth) => depth == 0 ? 0 : Pong(depth - 1);

    [Traced]
    private int Pong(int depth) => depth == 0 ? 1 : Ping(depth - 1);
}
