using Instrumentation;

namespace Subjects;

public interface INamed
{
    string Name { get; set; }

    string Call(string who);
}

[Traced(Decorate = true), Counted]
public interface IStore : INamed, IDisposable
{
    event EventHandler<string>? Stored;

    int Count { get; }

    int this[string key] { get; set; }

    int this[int index, string key] { get; }

    string Load([Tag] int id, string kind = "any");

    Task<string> LoadLater(int id, CancellationToken cancellation = default);

    ValueTask Save(string value);

    T Pick<T>(T first, T second)
        where T : class, IComparable<T>;

    bool TryTake(ref int id, in int step, out string taken, params string[] rest);

    string Twice(int id) => Load(id) + Load(id, "second");

    [NotInstrumented]
    string Silent() => "silent";
}

public sealed class Store : IStore
{
    private readonly Dictionary<string, int> _values = [];

    public event EventHandler<string>? Stored;

    public int Count => _values.Count;

    public string Name { get; set; } = "store";

    public int this[string key]
    {
        get => _values[key];
        set => _values[key] = value;
    }

    public int this[int index, string key] => _values[key] + index;

    public string Call(string who) => Name + " called by " + who;

    public string Load(int id, string kind) => id < 0 ? throw new KeyNotFoundException("no " + Journal.Text(id)) : kind + Journal.Text(id);

    public async Task<string> LoadLater(int id, CancellationToken cancellation)
    {
        await Task.Yield();
        return Load(id, "later");
    }

    public ValueTask Save(string value)
    {
        Stored?.Invoke(this, value);
        return default;
    }

    public T Pick<T>(T first, T second)
        where T : class, IComparable<T> => first.CompareTo(second) > 0 ? first : second;

    public bool TryTake(ref int id, in int step, out string taken, params string[] rest)
    {
        id += step;
        taken = string.Join(',', rest);
        return rest.Length > 0;
    }

    public void Dispose() => Journal.Note("disposed " + Name);
}

[Traced(Decorate = true)]
public interface IClock
{
    string Tell();
}

public sealed class Clock : IClock, IAsyncDisposable
{
    public string Tell() => "noon";

    public ValueTask DisposeAsync()
    {
        Journal.Note("clock disposed");
        return default;
    }
}

public sealed class Tower(IClock clock) : IClock
{
    public string Tell() => "tower " + clock.GetHashCode().GetType() + clock.Tell();
}

[Traced(Decorate = true)]
public interface IGenericStore<TKey, in TValue>
    where TKey : notnull
{
    TKey Put<TOther>(TKey key, TValue value, TOther other)
        where TOther : struct;
}

public sealed class GenericStore<TKey, TValue> : IGenericStore<TKey, TValue>
    where TKey : notnull
{
    public TKey Put<TOther>(TKey key, TValue value, TOther other)
        where TOther : struct => key;
}
