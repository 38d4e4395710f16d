using System.Buffers.Binary;
using System.Text;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// The labels of a series as remote-write has them, sorted by the bytes of their names: made once, and cut where the name of the metric and the bound
/// of a bucket belong.
/// </summary>
internal readonly ref struct LabelForm
{
    // Where it is cut.
    private const int Head = 2 * sizeof(int);

    private LabelForm(ReadOnlySpan<byte> form)
    {
        var (name, bound) = (BinaryPrimitives.ReadInt32LittleEndian(form), BinaryPrimitives.ReadInt32LittleEndian(form[sizeof(int)..]));
        BeforeName = form[Head..name];
        BeforeBound = form[name..bound];
        AfterBound = form[bound..];
    }

    /// <summary>The labels that come before <c>__name__</c>.</summary>
    public ReadOnlySpan<byte> BeforeName { get; }

    /// <summary>Those between it and <c>le</c>.</summary>
    public ReadOnlySpan<byte> BeforeBound { get; }

    /// <summary>The others.</summary>
    public ReadOnlySpan<byte> AfterBound { get; }

    public static LabelForm Read(ReadOnlySpan<byte> form) => new(form);

    /// <summary>Makes the form. Labels without a value are left out: to Prometheus they are none.</summary>
    public static byte[] Write(List<Label> labels)
    {
        List<(byte[] Name, string Value)> sorted =
            [.. labels.Where(static label => label.Value.Length > 0).Select(static label => (Encoding.UTF8.GetBytes(label.Name), label.Value))];
        sorted.Sort(static (one, other) => one.Name.AsSpan().SequenceCompareTo(other.Name));
        var (name, bound) = (0, 0);
        var fields = Fragment.Of(sorted, (ref ProtobufWriter to, List<(byte[] Name, string Value)> all) =>
        {
            foreach (var label in all)
            {
                Write(ref to, label.Name, label.Value);
                name = label.Name.AsSpan().SequenceCompareTo("__name__"u8) < 0 ? to.Position : name;
                bound = label.Name.AsSpan().SequenceCompareTo("le"u8) < 0 ? to.Position : bound;
            }
        });
        var form = new byte[Head + fields.Length];
        BinaryPrimitives.WriteInt32LittleEndian(form, Head + name);
        BinaryPrimitives.WriteInt32LittleEndian(form.AsSpan(sizeof(int)), Head + bound);
        fields.CopyTo(form, Head);
        return form;
    }

    /// <summary>Writes one label.</summary>
    public static void Write(ref ProtobufWriter to, ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        var label = to.BeginItem(1, name.Length + (3L * value.Length) + 10);
        to.Bytes(1, default, name);
        to.Text(2, default, value);
        to.End(label);
    }
}
