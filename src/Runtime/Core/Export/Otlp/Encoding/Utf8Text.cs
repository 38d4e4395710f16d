using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Instrumentation.Export.Otlp;

/// <summary>Turns text into UTF-8. Nearly all of it is short and ASCII, for which the platform's way is a detour.</summary>
internal static class Utf8Text
{
    private const int Quarter = 4;
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
    public static bool TryWriteAscii(ReadOnlySpan<char> text, Span<byte> to) => TryWriteAscii(text, ref MemoryMarshal.GetReference(to[..text.Length]));

    /// <summary>The same where there is room for it.</summary>
    public static bool TryWriteAscii(ReadOnlySpan<char> text, ref byte to)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return text.Length < Half ? TryWriteShort(text, ref to)
            : text.Length < Whole ? TryWriteHalves(ref from, ref to, (nuint)(text.Length - Half))
            : TryWriteWholes(ref from, ref to, (nuint)(text.Length - Whole));
    }

    // The first eight characters and the last eight, which may be the same in part.
    private static bool TryWriteHalves(ref ushort from, ref byte to, nuint last)
    {
        var (head, tail) = (Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, last));
        var bytes = Vector128.Narrow(head, tail).AsUInt64();
        Unsafe.WriteUnaligned(ref to, bytes.ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, last), bytes.GetElement(1));
        return ((head | tail) & NotAscii) == Vector128<ushort>.Zero;
    }

    // Sixteen characters at once, and the last sixteen, which may have been written in part.
    private static bool TryWriteWholes(ref ushort from, ref byte to, nuint last)
    {
        var all = Narrow(ref from, ref to, last);
        for (nuint i = 0; i < last; i += Whole)
            all |= Narrow(ref from, ref to, i);
        return (all & NotAscii) == Vector128<ushort>.Zero;
    }

    private static Vector128<ushort> Narrow(ref ushort from, ref byte to, nuint at)
    {
        var (head, tail) = (Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + Half));
        Vector128.Narrow(head, tail).StoreUnsafe(ref to, at);
        return head | tail;
    }

    // The first four characters and the last four; or the first, the one in the middle and the last.
    private static bool TryWriteShort(ReadOnlySpan<char> text, ref byte to)
    {
        ref var from = ref MemoryMarshal.GetReference(text);
        var last = (nuint)(uint)text.Length;
        if (text.Length >= Quarter)
        {
            last -= Quarter;
            var all = Vector128.Create(Four(ref from), Four(ref Unsafe.Add(ref from, last)));
            var bytes = Vector128.Narrow(all.AsUInt16(), all.AsUInt16()).AsUInt32();
            Unsafe.WriteUnaligned(ref to, bytes.ToScalar());
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, last), bytes.GetElement(1));
            return (all.AsUInt16() & NotAscii) == Vector128<ushort>.Zero;
        }

        if (text.Length == 0)
            return true;

        var (first, second, third) = (from, Unsafe.Add(ref from, last / 2), Unsafe.Add(ref from, last - 1));
        to = (byte)first;
        Unsafe.Add(ref to, last / 2) = (byte)second;
        Unsafe.Add(ref to, last - 1) = (byte)third;
        return (first | second | third) < 0x80;
    }

    private static ulong Four(ref char from) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref from));
}
