using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Instrumentation.Export.Otlp;

/// <summary>Turns text into UTF-8. Nearly all of it is short and ASCII, for which the platform's way is a detour.</summary>
internal static class Utf8Text
{
    private const int Half = 8;
    private const int Whole = 16;

    private static Vector128<ushort> NotAscii => Vector128.Create((ushort)0xFF80);

    /// <summary>Writes a text; halves of characters become replacement characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Room for it: three bytes a character are always enough.</param>
    /// <returns>Its length.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<byte> to) => TryWriteAscii(text, to) ? text.Length : Encoding.UTF8.GetBytes(text, to);

    /// <summary>Writes a text if it is ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Room for it: a byte a character.</param>
    /// <returns>Whether it is.</returns>
    public static bool TryWriteAscii(ReadOnlySpan<char> text, Span<byte> to) =>
        text.Length < Half ? TryWriteShort(text, to)
        : text.Length < Whole ? TryWriteHalves(text, to[..text.Length])
        : TryWriteWholes(text, to[..text.Length]);

    // The first eight characters and the last eight, which may be the same in part.
    private static bool TryWriteHalves(ReadOnlySpan<char> text, Span<byte> to)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        var last = text.Length - Half;
        var (head, tail) = (Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, (nuint)last));
        var bytes = Vector128.Narrow(head, tail).AsUInt64();
        Unsafe.WriteUnaligned(ref to[0], bytes.ToScalar());
        Unsafe.WriteUnaligned(ref to[last], bytes.GetElement(1));
        return ((head | tail) & NotAscii) == Vector128<ushort>.Zero;
    }

    // Sixteen characters at once, and the last sixteen, which may have been written in part.
    private static bool TryWriteWholes(ReadOnlySpan<char> text, Span<byte> to)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var target = ref MemoryMarshal.GetReference(to);
        var last = (nuint)(text.Length - Whole);
        var all = Narrow(ref from, ref target, last);
        for (nuint i = 0; i < last; i += Whole)
            all |= Narrow(ref from, ref target, i);
        return (all & NotAscii) == Vector128<ushort>.Zero;
    }

    private static Vector128<ushort> Narrow(ref ushort from, ref byte to, nuint at)
    {
        var (head, tail) = (Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + Half));
        Vector128.Narrow(head, tail).StoreUnsafe(ref to, at);
        return head | tail;
    }

    private static bool TryWriteShort(ReadOnlySpan<char> text, Span<byte> to)
    {
        var all = 0;
        for (var i = 0; i < text.Length; i++)
        {
            all |= text[i];
            to[i] = (byte)text[i];
        }

        return all < 0x80;
    }
}
