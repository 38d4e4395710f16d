using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

/// <summary>Random programs of instruments, views, readers, measurements and collections, against a model that keeps every measurement.</summary>
[Collection(ProcessWide.Name)]
public sealed class RecordingProperties
{
    private static readonly string[] Regions = ["north", "south", "east"];

    private static readonly Gen<Step> Steps = Gen.OneOf(
        from instrument in Gen.Choose(0, Model.Instruments - 1)
        from value in Gen.Choose(0, 40)
        from region in Gen.Choose(0, 2)
        from user in Gen.Choose(0, 5)
        from isSwapped in Gen.Elements(true, false)
        select new Step(instrument, value, region, user, isSwapped, -1),
        from reader in Gen.Choose(0, 2)
        select new Step(0, 0, 0, 0, false, reader));

    private static readonly Gen<Program> Programs =
        from steps in Gen.Sized(size => Steps.ListOf(size * 2))
        from dropsUser in Gen.Elements(true, false)
        from temporalities in Gen.Elements(TemporalityPreference.Cumulative, TemporalityPreference.Delta).ArrayOf(3)
        select new Program([.. steps], dropsUser, temporalities);

    [Fact]
    public void Every_total_is_exact_for_every_reader() => Prop
        .ForAll(Programs.ToArbitrary(), static program => Run(program))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(120));

    private static void Run(Program program)
    {
        var name = "Properties." + Guid.NewGuid();
        using var meter = new Meter(name);
        var readers = Array.ConvertAll(
            program.Temporalities, static t => new ManualReader(new MetricReaderOptions { Temporality = t }));
        var telemetry = Start(name, metrics =>
        {
            foreach (var name in program.DropsUser ? ["whole", "real", "histogram", "gauge"] : Array.Empty<string>())
                metrics.AddView(name, static view => view.DropTags("user"));
            metrics.AddView("exponential", view => (program.DropsUser ? view.DropTags("user") : view).Aggregate(Aggregation.ExponentialHistogram()));
            Array.ForEach(readers, reader => metrics.AddReader(reader));
        });
        var model = new Model(program);
        var whole = meter.CreateCounter<int>("whole");
        var real = meter.CreateUpDownCounter<double>("real");
        var histogram = meter.CreateHistogram<double>("histogram", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Model.Bounds });
        var gauge = meter.CreateGauge<long>("gauge");
        var bound = new BoundCounter<long>(TelemetryScope.Get(name), "bound", null, null, null, new TagDimension("region", [.. Regions]));
        var observed = new SortedDictionary<int, long>();
        meter.CreateObservableCounter("observed", () => observed.Select(static o => new Measurement<long>(o.Value, Tag("region", Regions[o.Key]))));
        var exponential = meter.CreateHistogram<double>("exponential");
        try
        {
            foreach (var step in program.Steps)
            {
                if (step.Reader >= 0)
                {
                    Assert.Equal(model.Collect(step.Reader), readers[step.Reader].Collect().Lines(name));
                    continue;
                }

                KeyValuePair<string, object?> region = Tag("region", Regions[step.Region]), user = Tag("user", step.User);
                var (first, second) = step.IsSwapped ? (user, region) : (region, user);
                switch (step.Instrument)
                {
                    case 0:
                        whole.Add(step.Value, first, second);
                        break;
                    case 1:
                        real.Add((step.Value - 20) / 4.0, first, second);
                        break;
                    case 2:
                        histogram.Record(step.Value / 4.0, first, second);
                        break;
                    case 3:
                        gauge.Record(step.Value, first, second);
                        break;
                    case 4:
                        bound.Add(step.Value, step.Region);
                        break;
                    case 5:
                        observed[step.Region] = observed.GetValueOrDefault(step.Region) + step.Value;
                        break;
                    default:
                        exponential.Record((step.Value - 20) * 1.5, first, second);
                        break;
                }

                model.Record(step);
            }

            for (var reader = 0; reader < readers.Length; reader++)
                Assert.Equal(model.Collect(reader), readers[reader].Collect().Lines(name));
        }
        finally
        {
            telemetry.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    internal sealed record Step(int Instrument, int Value, int Region, int User, bool IsSwapped, int Reader);

    internal sealed record Program(Step[] Steps, bool DropsUser, TemporalityPreference[] Temporalities);
}
