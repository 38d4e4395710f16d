namespace Instrumentation.Export.Otlp;

/// <summary>Fields that are written once, and put into each request.</summary>
internal static class Fragment
{
    private const int Capacity = 256;

    /// <summary>Writes the fields of something.</summary>
    public delegate void Writing<TWriter, in TSource>(ref TWriter to, TSource source)
        where TWriter : struct, IOtlpWriter<TWriter>;

    public static byte[] Of<TWriter, TSource>(TSource source, Writing<TWriter, TSource> write)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var to = TWriter.Create(Capacity);
        try
        {
            write(ref to, source);
            return to.Written.ToArray();
        }
        finally
        {
            to.Release();
        }
    }
}
