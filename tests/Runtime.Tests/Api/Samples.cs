using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Runtime.Tests.Api;

[SuppressMessage("Design", "CA1028", Justification = "It shows how one is written.")]
public enum SampleEnum : byte
{
    First,
    Fifth = 5,
}

/// <summary>Who implements it says nothing to the public.</summary>
internal interface ISampleOfNobodysConcern;

/// <summary>One of each kind of member, to show how they are written.</summary>
[SuppressMessage("Usage", "CA2211", Justification = "It shows how one is written.")]
[SuppressMessage("Design", "CA1000", Justification = "It shows how one is written.")]
[SuppressMessage("Design", "CA1051", Justification = "It shows how one is written.")]
[SuppressMessage("Design", "CA1063", Justification = "It has nothing to dispose.")]
[SuppressMessage("Design", "CA1012", Justification = "It shows how one is written.")]
[SuppressMessage("Design", "CA1021", Justification = "It shows how one is written.")]
[SuppressMessage("Usage", "CA1816", Justification = "It has nothing to dispose.")]
public abstract class Sample<T> : IDisposable, ISampleOfNobodysConcern
    where T : class, new()
{
    public static int? Default;

    public Sample(int size = 3, string? name = null) => Name = $"{name}{size}";

    public static event EventHandler? Changed;

    public string? Name { get; protected set; }

    public T this[int index] => new();

    public bool Find<TKey>(in TKey key, out T? found, params string[] more)
        where TKey : struct
    {
        found = null;
        Changed?.Invoke(this, EventArgs.Empty);
        return key.Equals(more);
    }

    public void Dispose()
    {
    }

    public override string ToString() => "sample";

    protected abstract ValueTask Run(Func<T?, Task<IReadOnlyList<string?>>> work);
}
