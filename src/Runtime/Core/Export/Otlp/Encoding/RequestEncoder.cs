using Instrumentation.Export.Delivery;
using Instrumentation.Resources;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Makes requests: what comes from a resource, by scope. What stays the same from one to the next is written once: the resource and the scopes.
/// </summary>
/// <typeparam name="TItem">What they are made of.</typeparam>
/// <typeparam name="TSource">What tells an item's scope.</typeparam>
/// <typeparam name="TWriter">The format.</typeparam>
/// <param name="kind">What is made.</param>
/// <param name="writeScope">Writes a scope.</param>
internal abstract class RequestEncoder<TItem, TSource, TWriter>(ParcelKind kind, Func<TSource, ScopeForm> writeScope) : IOtlpEncoder<TItem>
    where TSource : class
    where TWriter : struct, IOtlpWriter<TWriter>
{
    private const int MinCapacity = 16 * 1024;

    private readonly ScopeGroups<TSource> _scopes = new(writeScope);
    private Resource? _resource;
    private byte[] _resourceField = [];
    private byte[] _schemaUrlField = [];
    private int _lastSize;

    public Parcel? Encode(Resource resource, ReadOnlySpan<TItem> items)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Length, nameof(items));
        Remember(resource);
        var to = TWriter.Create(Math.Max(MinCapacity, _lastSize));
        try
        {
            WriteRequest(ref to, items);
            var length = to.Position;
            if (length > OtlpLimits.MaxRequestSize)
                return null;

            _lastSize = length;
            return new Parcel(kind, Count(items), kind.IsGzip ? Gzip.Compress(to.Written, out length) : to.Take(), length);
        }
        catch (RequestTooLargeException)
        {
            return null;
        }
        finally
        {
            to.Release();
        }
    }

    /// <summary>The name of the list of what comes from resources.</summary>
    protected abstract ReadOnlySpan<byte> ResourceList { get; }

    /// <summary>The name of the list of what comes from scopes.</summary>
    protected abstract ReadOnlySpan<byte> ScopeList { get; }

    /// <summary>The name of the list of items.</summary>
    protected abstract ReadOnlySpan<byte> ItemList { get; }

    /// <summary>How many spans or points there are.</summary>
    protected abstract int Count(ReadOnlySpan<TItem> items);

    protected abstract TSource SourceOf(TItem item);

    protected abstract void Write(ref TWriter to, TItem item);

    private void Remember(Resource resource)
    {
        if (_resource == resource)
            return;

        _resourceField = Fragment.Of(resource, static (ref TWriter to, Resource source) =>
        {
            var message = to.Begin(1, "resource"u8, OtlpMessage.Unbounded);
            AttributeEncoding.Write(ref to, 1, "attributes"u8, source.Attributes.Items);
            to.End(message);
        });
        _schemaUrlField = ScopeForm.SchemaUrlField<TWriter>(resource.SchemaUrl);
        _resource = resource;
    }

    private void WriteRequest(ref TWriter to, ReadOnlySpan<TItem> items)
    {
        _scopes.Begin(items.Length);
        for (var i = 0; i < items.Length; i++)
            _scopes.Add(i, SourceOf(items[i]));

        to.BeginRequest();
        var resources = to.BeginList(ResourceList);
        var resource = to.BeginItem(1, OtlpMessage.Unbounded);
        to.Fields(_resourceField);
        var scopes = to.BeginList(ScopeList);
        for (var group = 0; group < _scopes.Count; group++)
            WriteScope(ref to, group, items);
        to.EndList(scopes);
        to.Fields(_schemaUrlField);
        to.End(resource);
        to.EndList(resources);
        to.EndRequest();
    }

    private void WriteScope(ref TWriter to, int group, ReadOnlySpan<TItem> items)
    {
        var scope = to.BeginItem(2, OtlpMessage.Unbounded);
        to.Fields(_scopes[group].Scope);
        var list = to.BeginList(ItemList);
        foreach (var item in _scopes.ItemsOf(group))
            Write(ref to, items[item]);
        to.EndList(list);
        to.Fields(_scopes[group].SchemaUrl);
        to.End(scope);
    }
}
