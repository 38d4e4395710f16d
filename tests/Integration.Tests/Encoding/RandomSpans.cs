using System.Diagnostics;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Records spans that use everything that a span has, drawn from a seed.</summary>
internal sealed class RandomSpans(int seed)
{
    private static readonly string[] Texts =
    [
        "", "a", "order.id", "Größe", "日本語のテキスト", "😀 and more", "\"quoted\" \\ \u0001 \u2028",
        new('x', 43), new('é', 150), new('y', 5_000),
    ];

    private readonly Random _random = new(seed);

    public void Record(ActivitySource source, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var parent = _random.Next(3) == 0 ? source.StartActivity(Text()) : null;
            using var span = Start(source);
            span.DisplayName = Text();
            for (var tags = Few(); tags > 0; tags--)
                span.SetTag(Key(tags), Value());
            for (var events = _random.Next(3); events > 0; events--)
                span.AddEvent(new ActivityEvent(Text(), DateTimeOffset.UtcNow.AddTicks(_random.Next()), Tags()));
            for (var links = _random.Next(3); links > 0; links--)
                span.AddLink(new ActivityLink(Context(), Tags()));
            SetStatus(span);
            if (_random.Next(4) == 0)
                span.SetEndTime(span.StartTimeUtc.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay)));
        }
    }

    private Activity Start(ActivitySource source)
    {
        var kind = (ActivityKind)_random.Next(5);
        return _random.Next(2) == 0
            ? source.StartActivity(kind, Context(), name: Text())!
            : source.StartActivity("local", kind)!;
    }

    private ActivityContext Context() => new(
        ActivityTraceId.CreateRandom(),
        ActivitySpanId.CreateRandom(),
        (ActivityTraceFlags)_random.Next(4),
        _random.Next(2) == 0 ? null : "vendor=1,other=" + _random.Next(),
        isRemote: _random.Next(2) == 0);

    private void SetStatus(Activity span)
    {
        if (_random.Next(2) == 0)
            span.SetStatus((ActivityStatusCode)_random.Next(3), _random.Next(2) == 0 ? null : Text());
        if (_random.Next(4) == 0)
            span.SetTag("otel.status_code", Pick("OK", "ERROR", "error", "UNSET", "nonsense", 3));
        if (_random.Next(4) == 0)
            span.SetTag("otel.status_description", Text());
    }

    private ActivityTagsCollection? Tags()
    {
        if (_random.Next(3) == 0)
            return null;

        var tags = new ActivityTagsCollection();
        for (var count = Few(); count > 0; count--)
            tags.Add(Key(count), Value());
        return tags;
    }

    private string Key(int number) => Text() + number;

    private string Text() => Texts[_random.Next(Texts.Length)];

    private int Few() => _random.Next(10) == 0 ? 40 : _random.Next(6);

    private object Value() => _random.Next(24) switch
    {
        0 or 1 or 2 or 3 => Text(),
        4 => _random.Next(2) == 0,
        5 => _random.Next(-5, 200),
        6 => _random.NextInt64(long.MinValue, long.MaxValue),
        7 => Pick(0L, -1L, long.MaxValue, long.MinValue, 127L, 128L),
        8 => Pick(0d, -0d, 1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue),
        9 => _random.NextSingle(),
        10 => Pick((byte)200, (sbyte)-3, (short)-300, (ushort)60_000, 4_000_000_000u, ulong.MaxValue),
        11 => Pick('x', 'é', Guid.NewGuid(), TimeSpan.FromSeconds(_random.Next()), 12.34m, new Uri("https://example.com/a b")),
        12 => new[] { Text(), Text(), null, "" },
        13 => Pick(Array.Empty<string>(), Array.Empty<long>(), Array.Empty<byte>(), Array.Empty<object>()),
        14 => new[] { true, false },
        15 => new[] { 0, -1, int.MaxValue },
        16 => new[] { 0L, long.MinValue },
        17 => new[] { 0.5, double.NaN },
        18 => new[] { 0.5f, -0.25f },
        19 => Pick(new short[] { -1, 300 }, new ushort[] { 60_000 }, new sbyte[] { -1 }, new uint[] { 4_000_000_000 }, new[] { ulong.MaxValue }),
        20 => new byte[] { 0, 1, 255, (byte)_random.Next(256) },
        21 => new[] { 'a', 'ü' },
        22 => new object?[] { 1, "a", null, true, 2.5, 12.5m, 'c', (byte)3 },
        _ => Enumerable.Range(0, _random.Next(300)).ToArray(),
    };

    private object Pick(params object[] values) => values[_random.Next(values.Length)];
}
