using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Metrics;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>An instrument whose names, unit and text are made of what pages are made of, and what is measured with it.</summary>
internal sealed record HostileInstrument(
    InstrumentKind Kind, string Name, string? Unit, string? Description, bool IsWhole, int Meter, (KeyValuePair<string, object?>[] Tags, double Value)[] Measurements)
{
    // Few, so that what is drawn meets its like. The library's parser ends an exemplar at the first closing brace, be it in quotation marks: there is none.
    private static readonly Gen<string> Pieces = Gen.Elements(
        "a", "b", ".", "_", "total", "_total", "_created", "_bucket", "_sum", "_count", "_info", "target", "seconds", "_bytes", "_ratio", ":", "9", "-",
        "é", "😱", "\ud800", " ", "{", "\"", "\\", "\n", "\r", "#", "# EOF", "=", ",", "\0");

    private static readonly Gen<string> Text = Pieces.ListOf().Select(static pieces => string.Concat(pieces.Take(6)));

    private static readonly Gen<string> Names = Gen.Frequency(
        (3, Gen.Elements("a", "a.b", "a_b", "a_total", "a_seconds", "a_bytes_total", "a_sum", "target", "target.info", "otel_scope_info", "up")), (2, Text.Where(static text => text.Length > 0)));

    private static readonly Gen<string?> Units = Gen.Frequency<string?>(
        (3, Gen.Elements<string?>(null, "s", "By", "1", "{x}", "By/s", "%")), (1, Text.Select(static text => (string?)text)));

    private static readonly Gen<KeyValuePair<string, object?>> Tags =
        from key in Gen.Frequency(
            (3, Gen.Elements("le", "a", "a.b", "a_b", "__name__", "..name..", "quantile", "job", "otel_scope_name", "otel.scope.version", "trace_id", "9")), (1, Text))
        from value in Gen.OneOf(
            Gen.Elements<object?>(null, "", true, 1, 1L, "1", double.NaN, double.PositiveInfinity, 0.1, "true"), Text.Select(static text => (object?)text))
        select new KeyValuePair<string, object?>(key, value);

    private static readonly Gen<double> Values = Gen.Frequency(
        (3, Gen.Choose(0, 100).Select(static number => number / 8d)),
        (1, Gen.Elements(-1, -7.5, 0, 1e300, 5e-324, double.MaxValue, 1e-300, double.NaN, double.NegativeInfinity)));

    public static Gen<HostileInstrument> Drawn { get; } =
        from kind in Gen.Elements(Enum.GetValues<InstrumentKind>())
        from name in Names
        from unit in Units
        from description in Text.OrNull()
        from isWhole in Gen.Elements(true, false)
        from meter in Gen.Choose(0, 2)
        from measurements in (from tags in Tags.ListOf() from value in Values select (tags.Take(4).ToArray(), value)).ListOf()
        select new HostileInstrument(kind, name, unit, description, isWhole, meter, [.. measurements.Take(5)]);

    /// <summary>Makes the instrument, and measures.</summary>
    public void Record(Meter meter)
    {
        if (IsWhole)
            Record(meter, static value => double.IsFinite(value) ? (long)Math.Clamp(value, -1e18, 1e18) : 0);
        else
            Record(meter, static value => value);
    }

    private void Record<T>(Meter meter, Func<double, T> convert)
        where T : struct
    {
        IEnumerable<Measurement<T>> Observe() => Measurements.Select(measurement => new Measurement<T>(convert(measurement.Value), measurement.Tags));
        Action<T, KeyValuePair<string, object?>[]> record = Kind switch
        {
            InstrumentKind.Counter => meter.CreateCounter<T>(Name, Unit, Description).Add,
            InstrumentKind.UpDownCounter => meter.CreateUpDownCounter<T>(Name, Unit, Description).Add,
            InstrumentKind.Histogram => meter.CreateHistogram<T>(Name, Unit, Description).Record,
            InstrumentKind.Gauge => meter.CreateGauge<T>(Name, Unit, Description).Record,
            InstrumentKind.ObservableCounter => Observed(meter.CreateObservableCounter(Name, Observe, Unit, Description)),
            InstrumentKind.ObservableUpDownCounter => Observed(meter.CreateObservableUpDownCounter(Name, Observe, Unit, Description)),
            _ => Observed(meter.CreateObservableGauge(Name, Observe, Unit, Description)),
        };
        foreach (var (tags, value) in Measurements)
            record(convert(value), tags);

        static Action<T, KeyValuePair<string, object?>[]> Observed(Instrument _) => static (_, _) => { };
    }
}
