using System.Runtime.InteropServices;
using System.Text;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>The texts of a request of remote-write 2.0, each once; what they are used in has their numbers. The first is the empty one.</summary>
internal sealed class SymbolTable
{
    private const int Field = 4;
    private const int MinCapacity = 4 * 1024;

    // Texts up to this length are encoded on the stack.
    private const int Short = 256;

    private readonly List<Symbol> _symbols = [];
    private int[] _firsts = new int[64];
    private ProtobufWriter _fields;

    /// <summary>The fields that hold the texts.</summary>
    public ReadOnlySpan<byte> Fields => _fields.Written;

    public void Begin()
    {
        _fields = ProtobufWriter.Create(MinCapacity);
        _symbols.Clear();
        Array.Clear(_firsts);
        NumberOf([]);
    }

    /// <summary>Gives the memory back.</summary>
    public void End() => _fields.Release();

    public long NumberOf(string text)
    {
        Span<byte> room = stackalloc byte[Short];
        return 3 * text.Length <= Short ? NumberOf(room[..Utf8Text.Write(text, room)]) : NumberOf(Encoding.UTF8.GetBytes(text));
    }

    public long NumberOf(ReadOnlySpan<byte> text)
    {
        var hash = HashOf(text);
        for (var number = _firsts[hash & (_firsts.Length - 1)]; number > 0; number = _symbols[number - 1].Next)
        {
            var symbol = _symbols[number - 1];
            if (symbol.Hash == hash && _fields.Written.Slice(symbol.Start, symbol.Length).SequenceEqual(text))
                return number - 1;
        }

        _fields.Bytes(Field, default, text);
        _symbols.Add(new(hash, _fields.Position - text.Length, text.Length, 0));
        if (_symbols.Count > _firsts.Length)
            Grow();
        else
            Link(_symbols.Count);
        return _symbols.Count - 1;
    }

    private static int HashOf(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    private void Grow()
    {
        _firsts = new int[2 * _firsts.Length];
        for (var number = 1; number <= _symbols.Count; number++)
            Link(number);
    }

    private void Link(int number)
    {
        ref var symbol = ref CollectionsMarshal.AsSpan(_symbols)[number - 1];
        ref var first = ref _firsts[symbol.Hash & (_firsts.Length - 1)];
        (symbol.Next, first) = (first, number);
    }

    private record struct Symbol(int Hash, int Start, int Length, int Next);
}
