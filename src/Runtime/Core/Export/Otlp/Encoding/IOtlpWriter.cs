namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes messages of OTLP in one of its formats. What a message holds is said once, for all formats: each field has its number, for protobuf, and its
/// name, for JSON. Writers are structs, so that the compiler makes code of its own for each.
/// </summary>
/// <typeparam name="TSelf">The writer.</typeparam>
internal interface IOtlpWriter<TSelf>
    where TSelf : struct, IOtlpWriter<TSelf>
{
    /// <summary>A writer at the beginning.</summary>
    /// <param name="capacity">About how many bytes there will be.</param>
    static abstract TSelf Create(int capacity);

    /// <summary>Where it is; a place to come back to.</summary>
    int Position { get; }

    /// <summary>What was written.</summary>
    ReadOnlySpan<byte> Written { get; }

    /// <summary>Begins the message that holds all others.</summary>
    void BeginRequest();

    void EndRequest();

    /// <summary>Begins a message that is a field of another.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="bound">More bytes than that it will not have in protobuf; <see cref="OtlpMessage.Unbounded"/> if that is not known.</param>
    OtlpMessage Begin(int field, ReadOnlySpan<byte> name, long bound);

    /// <summary>Begins a message that is one of several in a list.</summary>
    OtlpMessage BeginItem(int field, long bound);

    /// <summary>The same with fields that this kind of writer has written before.</summary>
    OtlpMessage BeginItem(int field, long bound, ReadOnlySpan<byte> fields);

    void End(OtlpMessage message);

    /// <summary>An attribute whose value is text, as most are.</summary>
    void TextAttribute(int field, string key, string text);

    /// <summary>An attribute whose value is a whole number.</summary>
    void WholeAttribute(int field, string key, long value);

    /// <summary>An attribute whose value is a real number.</summary>
    void RealAttribute(int field, string key, double value);

    /// <summary>An attribute whose value is true or false.</summary>
    void BoolAttribute(int field, string key, bool value);

    /// <summary>Begins an attribute: what follows is its value.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="key">Its key.</param>
    /// <param name="bound">More bytes than that its value will not have in protobuf.</param>
    OtlpAttribute BeginAttribute(int field, string key, long bound);

    void EndAttribute(OtlpAttribute attribute);

    /// <summary>Begins a list of messages.</summary>
    /// <returns>Where it begins.</returns>
    int BeginList(ReadOnlySpan<byte> name);

    /// <summary>Ends a list; one that is empty is left out.</summary>
    void EndList(int start);

    /// <summary>Goes back: what was written since is gone.</summary>
    void Rewind(int position);

    void Text(int field, ReadOnlySpan<byte> name, ReadOnlySpan<char> value);

    /// <summary>An id, given as lower-case hexadecimal digits.</summary>
    void Id(int field, ReadOnlySpan<byte> name, string hex);

    void Bytes(int field, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    void Bool(int field, ReadOnlySpan<byte> name, bool value);

    /// <summary>A real number, <c>double</c>.</summary>
    void Real(int field, ReadOnlySpan<byte> name, double value);

    /// <summary>A small number or a value of an enumeration, <c>uint32</c>.</summary>
    void Number(int field, ReadOnlySpan<byte> name, uint value);

    /// <summary>A small number that may be negative, <c>sint32</c>.</summary>
    void Signed(int field, ReadOnlySpan<byte> name, int value);

    /// <summary>Bits, <c>fixed32</c>.</summary>
    void Bits(int field, ReadOnlySpan<byte> name, uint value);

    /// <summary>A whole number of variable length, <c>int64</c>.</summary>
    void Whole(int field, ReadOnlySpan<byte> name, long value);

    /// <summary>A whole number of 64 bits, <c>sfixed64</c>; and <c>fixed64</c>, for what is never negative.</summary>
    void Fixed(int field, ReadOnlySpan<byte> name, long value);

    /// <summary>When something began, <c>startTimeUnixNano</c>, and in the next field another time.</summary>
    void Times(int field, long start, ReadOnlySpan<byte> name, long time);

    /// <summary>When a point's series began and when it was collected, in two fields one after the other, and in another its whole number.</summary>
    void TimesAndWhole(int field, long start, long time, int number, ReadOnlySpan<byte> name, long value);

    /// <summary>The same of a point whose number is real.</summary>
    void TimesAndReal(int field, long start, long time, int number, ReadOnlySpan<byte> name, double value);

    /// <summary>The same of a distribution, with how many measurements it has and their sum, <c>count</c> and <c>sum</c>, in the next two.</summary>
    void TimesAndTotals(int field, long start, long time, long count, double sum);

    /// <summary>The smallest measurement and the largest, <c>min</c> and <c>max</c>, in two fields one after the other.</summary>
    void Range(int field, double min, double max);

    /// <summary>Counts, <c>repeated fixed64</c>.</summary>
    void FixedList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values);

    /// <summary>Counts, <c>repeated uint64</c>.</summary>
    void WholeList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values);

    /// <summary>Real numbers, <c>repeated double</c>.</summary>
    void RealList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<double> values);

    /// <summary>Fields that this kind of writer has written before.</summary>
    void Fields(ReadOnlySpan<byte> written);

    /// <summary>The array that holds what was written, for somebody else to give back.</summary>
    byte[] Take();

    /// <summary>Gives the memory back.</summary>
    void Release();
}

/// <summary>A message that has begun.</summary>
/// <param name="Start">Where what it holds begins.</param>
/// <param name="Width">Of how many bytes its length is made.</param>
internal readonly record struct OtlpMessage(int Start, int Width)
{
    /// <summary>The bound of a message of which it is not known how long it will be.</summary>
    public const long Unbounded = long.MaxValue;
}

/// <summary>An attribute that has begun.</summary>
/// <param name="Whole">The attribute.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct OtlpAttribute(OtlpMessage Whole, OtlpMessage Value);
