using System.Diagnostics.CodeAnalysis;
using Instrumentation;

namespace Subjects;

public interface IParent<T>
{
    T Value { get; }

    string Name();

    string Explained() => "explained by " + Name();
}

/// <summary>Everything that an interface can declare besides what <see cref="IStore"/> does.</summary>
[Traced(Decorate = true)]
public interface IOdd<T> : IParent<T>, IAsyncDisposable
    where T : struct
{
    new string Name();

    ref int Slot { get; }

    ref readonly int Fixed { get; }

    int this[in int index] { get; }

    int OnlySet { set; }

    int OnlyInit { init; }

    ref int Find(int index);

    IEnumerable<T> Sequence(int count);

    T? @class(T? @event, out int? @this);

    TOther Make<TOther>(TOther? given)
        where TOther : class?;

    TOther? MakeAny<TOther>(TOther? given);

    TBase? Based<TBase>(TBase? given)
        where TBase : Exception;

    TValue? Valued<TValue>(TValue? given)
        where TValue : struct, Enum;

    [return: NotNullIfNotNull(nameof(text))]
    string? Echo(string? text, string suffix = "d");

    internal string Hidden() => "hidden";

    protected string Shielded() => "shielded";

    private string Own() => "own";

    sealed string Sealed() => Own() + Shielded();

    static string Shared() => "shared";

    class Nested;
}

public sealed class Odd : IOdd<int>
{
    private int _slot = 3;

    public ref int Slot => ref _slot;

    public ref readonly int Fixed => ref _slot;

    public int OnlySet { set => _slot = value; }

    public int OnlyInit { get; init; }

    int IParent<int>.Value => 11;

    public int this[in int index] => index + _slot;

    public string Name() => "odd";

    string IParent<int>.Name() => "odd int";

    string IOdd<int>.Hidden() => "hidden odd";

    public ref int Find(int index) => ref _slot;

    public IEnumerable<int> Sequence(int count) => Enumerable.Range(0, count);

    public int? @class(int? @event, out int? @this)
    {
        @this = @event;
        return null;
    }

    public TOther Make<TOther>(TOther? given)
        where TOther : class? => given!;

    public TBase? Based<TBase>(TBase? given)
        where TBase : Exception => given;

    public TValue? Valued<TValue>(TValue? given)
        where TValue : struct, Enum => given;

    public TOther? MakeAny<TOther>(TOther? given) => given;

    public string? Echo(string? text, string suffix) => text + suffix;

    public ValueTask DisposeAsync()
    {
        Journal.Note("odd disposed");
        return default;
    }
}
