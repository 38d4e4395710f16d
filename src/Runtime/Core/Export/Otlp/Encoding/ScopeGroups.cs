using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Instrumentation.Export.Otlp;

/// <summary>The items of one request by scope, in the order in which they came. It is used again for the next request.</summary>
/// <typeparam name="TSource">What tells an item's scope: two of them may be one scope.</typeparam>
/// <param name="write">Writes a scope.</param>
internal sealed class ScopeGroups<TSource>(Func<TSource, ScopeForm> write)
    where TSource : class
{
    private const int None = -1;

    private readonly ConditionalWeakTable<TSource, ScopeForm> _forms = [];
    private readonly List<Group> _groups = [];
    private int[] _next = [];

    public int Count => _groups.Count;

    /// <summary>The scope of a group.</summary>
    public ScopeForm this[int group] => _groups[group].Form;

    /// <summary>Forgets the items of the last request, and makes room for those of the next.</summary>
    public void Begin(int items)
    {
        _groups.Clear();
        if (_next.Length < items)
            _next = new int[items];
    }

    /// <summary>Puts an item into the group of its scope.</summary>
    public void Add(int item, TSource source)
    {
        ref var group = ref Find(item, source);
        if (group.Last != item)
            _next[group.Last] = item;
        group.Last = item;
        _next[item] = None;
    }

    /// <summary>The items of a group.</summary>
    public Items ItemsOf(int group) => new(_next, _groups[group].First);

    private ref Group Find(int item, TSource source)
    {
        foreach (ref var group in CollectionsMarshal.AsSpan(_groups))
        {
            if (group.Source == source)
                return ref group;
        }

        if (!_forms.TryGetValue(source, out var form))
            _forms.Add(source, form = write(source));
        foreach (ref var group in CollectionsMarshal.AsSpan(_groups))
        {
            if (group.Form.IsSame(form))
                return ref group;
        }

        _groups.Add(new Group { Source = source, Form = form, First = item, Last = item });
        return ref CollectionsMarshal.AsSpan(_groups)[^1];
    }

    /// <summary>Enumerates the items of a group.</summary>
    public ref struct Items(int[] next, int first)
    {
        public int Current { get; private set; } = None;

        public readonly Items GetEnumerator() => this;

        public bool MoveNext()
        {
            Current = first;
            if (first == None)
                return false;

            first = next[first];
            return true;
        }
    }

    private struct Group
    {
        public TSource Source;
        public ScopeForm Form;
        public int First;
        public int Last;
    }
}
