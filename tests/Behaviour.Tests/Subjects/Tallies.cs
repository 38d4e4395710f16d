using Instrumentation;

namespace Subjects;

public interface ITally<in T>
{
    int Add(T item);
}

/// <summary>A generic struct that changes itself, and calls itself to do so.</summary>
public partial struct Tally<T> : ITally<T>
{
    public int Sum;
    public T? Last;

    [Traced, Counted]
    public int Add(T item)
    {
        Last = item;
        return ++Sum;
    }

    [Traced]
    public readonly int Read() => Sum;

    [Traced]
    public int Generic<TOther>(TOther times) => Sum > 20 ? Sum : Add(Last!) + Generic(times);

    public int Twice(T item) => Add(item) + Add(item) + Read();

    public int TwiceByThis(T item) => this.Add(item) + this.Add(item) + this.Read();

    public static int AddTo(ref Tally<T> tally, T item)
    {
        ref var same = ref tally;
        return tally.Add(item) + same.Add(item);
    }

    public readonly int OfAnother()
    {
        var other = new Tally<int>();
        return other.Add(1) + other.Add(2) + other.Sum;
    }

    [Traced]
    public partial int PartialAdd(T item);

    public int PartialTwice(T item) => PartialAdd(item) + PartialAdd(item);

    int ITally<T>.Add(T item) => Add(item);

    private int PartialAddCore(T item) => Add(item);

    public struct Walk
    {
        public int Current { get; private set; }

        public Walk GetEnumerator() => this;

        public bool MoveNext() => Step() && Step();

        [Traced]
        public bool Step() => ++Current < 6;
    }
}

/// <summary>Holds a struct of its own type argument, and has one inside.</summary>
public class TallyHolder<T>
{
    private Tally<T> _tally;

    public int Sum => _tally.Sum;

    public void Add(T item)
    {
        _tally.Add(item);
        _tally.Add(item);
    }

    public struct Inner
    {
        private int _count;

        [Traced]
        public int Next() => ++_count;

        public int Twice() => Next() + Next();
    }

    /// <summary>Its own type by name, whose annotations are not those of its declaration.</summary>
    public struct Inmost<TOther>
    {
        private int _count;

        public static int Count()
        {
            var others = new[] { new Inmost<TOther>() };
            others[0].Next();
            return others[0].Next();
        }

        [Traced]
        private int Next() => ++_count;
    }
}
