using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Instrumentation.Behaviour.Tests.Harness;
using Instrumentation.Metrics;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Members that are asked for values at each collection.</summary>
[Collection(Alone.Name)]
public class ObservedValueTests
{
    [Fact]
    public async Task Static_members_are_asked_without_further_ado()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(Totals).Module.ModuleHandle);
        Assert.Equal(["totals.all 3"], await Own("totals.all", "totals.none"));
    }

    [Fact]
    public async Task Objects_are_asked_with_their_tags_as_long_as_they_live()
    {
        var kept = new Pool("kept", 1);
        Lose();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        kept.Size = 2;
        Assert.Equal(["pool.size pool.name=kept 2"], await Own("pool.size"));
        kept.Opened = 7;
        Assert.Equal(["behaviour.observed.pool.opened pool.name=kept 7"], await Own("behaviour.observed.pool.opened"));
        Assert.Equal(["pool.parts part=x pool.name=kept 1", "pool.parts part=y pool.name=kept 2"], await Own("pool.parts"));
        GC.KeepAlive(kept);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Lose() => _ = new Pool("lost", 9);
    }

    [Fact]
    public async Task A_derived_type_has_its_own_values_and_those_of_its_base()
    {
        var pool = new DeepPool("deep");
        Assert.Contains("pool.size pool.name=deep 5", await Own("pool.size"));
        Assert.Equal(["pool.depth pool.name=deep unit=m 2.5"], await Own("pool.depth"));
        GC.KeepAlive(pool);
    }

    [Fact]
    public async Task What_one_member_or_object_throws_keeps_no_other_from_being_asked()
    {
        var (a, b) = (new Pool("a", 1), new Pool("b", 2));
        Pool.Breaks = true;
        try
        {
            Assert.Contains("pool.broken pool.name=b 1.5", await Own("pool.broken"));
            Assert.DoesNotContain("pool.broken pool.name=a 1.5", await Own("pool.broken"));
            Assert.Equal(["totals.all 3"], await Own("totals.all", "totals.breaks"));
            Assert.Contains("pool.broken pool.name=b 1.5", Foreign("pool.broken"));
        }
        finally
        {
            Pool.Breaks = false;
        }

        Assert.Contains("pool.broken pool.name=a 1.5", await Own("pool.broken"));
        GC.KeepAlive((a, b));
    }

    [Fact]
    public async Task An_instrument_keeps_to_its_own_limit_of_series() =>
        Assert.Equal(["totals.breaks i=1 1", "totals.breaks i=2 2", "totals.breaks otel.metric.overflow=True 3"], await Own("totals.breaks"));

    [Fact]
    public void Others_ask_too()
    {
        var pool = new Pool("foreign", 4);
        Assert.Contains("pool.size pool.name=foreign 4", Foreign("pool.size"));
        Assert.Equal(["totals.all 3"], Foreign("totals.all"));
        GC.KeepAlive(pool);
    }

    private static async Task<IReadOnlyList<string>> Own(params string[] names)
    {
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(t => t.WithMetrics(m => m.AddReader(reader)));
        return
        [
            .. reader.Collect().Where(m => names.Contains(m.Name))
                .SelectMany(static m => m.Points.ToArray().Select(p => Line(m.Name, p.Tags, m.Description.IsWhole ? p.WholeValue : p.RealValue)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static List<string> Foreign(string name)
    {
        var lines = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => lines.Add(Line(instrument.Name, tags.ToArray(), value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => lines.Add(Line(instrument.Name, tags.ToArray(), value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return lines;
    }

    private static string Line(string name, IEnumerable<KeyValuePair<string, object?>> tags, double value) =>
        name + string.Concat(tags.OrderBy(static t => t.Key, StringComparer.Ordinal).Select(static t => string.Create(CultureInfo.InvariantCulture, $" {t.Key}={t.Value}"))) + " "
        + value.ToString(CultureInfo.InvariantCulture);
}
