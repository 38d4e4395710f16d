using Instrumentation.Diagnostics;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// Which streams there are: for each instrument those that the views make of it, shared by the readers that want the same. The collector's lock guards it.
/// </summary>
internal sealed class StreamCatalog(IReadOnlyList<ViewBuilder> views, MetricReaderOptions[] readers, ExemplarFilter exemplars)
{
    private static readonly double[] DefaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly Dictionary<StreamKey, MetricStream> _streams = [];
    private readonly List<(MetricStream Stream, ReaderState Reader)>[] _byReader = Array.ConvertAll(readers, static _ => new List<(MetricStream, ReaderState)>());
    private readonly HashSet<(MeterScope, string)> _told = [];
    private readonly List<(MetricStream Stream, Quiescence Quiescence)> _ended = [];

    /// <summary>The streams of an instrument, made where they don't exist.</summary>
    public MetricStream[] Add(InstrumentInfo instrument)
    {
        var wanted = new Dictionary<StreamKey, (StreamSettings Settings, List<int> Readers)>();
        for (var reader = 0; reader < readers.Length; reader++)
        {
            foreach (var settings in Settings(instrument, readers[reader]))
            {
                var key = Key(instrument, settings, reader);
                if (!wanted.TryGetValue(key, out var entry))
                    wanted[key] = entry = (settings, []);
                if (!entry.Readers.Contains(reader))
                    entry.Readers.Add(reader);
            }
        }

        return [.. wanted.Select(entry => Get(entry.Key, entry.Value.Settings, instrument, entry.Value.Readers))];
    }

    /// <summary>Says that an instrument of these streams is gone.</summary>
    public static void Remove(MetricStream[] streams)
    {
        foreach (var stream in streams)
            stream.Instruments--;
    }

    /// <summary>A copy of the streams of a reader.</summary>
    public List<(MetricStream Stream, ReaderState Reader)> Of(int reader) => [.. _byReader[reader]];

    /// <summary>A disposed meter's instruments are told of once more; a program that makes meters and disposes them does not grow.</summary>
    public void Forget(int reader)
    {
        _byReader[reader].RemoveAll(static entry => entry.Stream.Instruments == 0);
        foreach (var (key, stream) in _streams)
        {
            if (stream.Instruments > 0 || Array.Exists(_byReader, entries => entries.Exists(entry => entry.Stream == stream)))
                continue;

            _streams.Remove(key);
            _ended.Add((stream, new Quiescence()));
        }

        foreach (var (stream, quiescence) in _ended)
        {
            if (quiescence.IsReached)
                stream.Series.Free();
        }

        _ended.RemoveAll(static ended => ended.Quiescence.IsReached);
    }

    /// <summary>Gives everything up. Nobody finds the streams any more.</summary>
    public void Free()
    {
        var quiescence = new Quiescence();
        if (!SpinWait.SpinUntil(() => quiescence.IsReached, TimeSpan.FromSeconds(1)))
            return;

        foreach (var stream in _streams.Values)
            stream.Series.Free();
        _streams.Clear();
        Array.ForEach(_byReader, static entries => entries.Clear());
    }

    private List<StreamSettings> Settings(InstrumentInfo instrument, MetricReaderOptions reader)
    {
        var settings = views.Where(view => view.Matches(instrument)).Select(view => view.Of(instrument)).ToList();
        if (settings.Count == 0)
            settings.Add(new(instrument.Name, instrument.Description, Aggregation.Default, null, null, null));
        return [.. settings
            .Select(s => s with
            {
                Aggregation = Resolved(s.Aggregation, instrument, reader),
                Limit = s.Limit ?? instrument.Limit ?? reader.CardinalityLimit,
            })
            .Where(static s => s.Aggregation.Kind != AggregationKind.Drop)];
    }

    private static Aggregation Resolved(Aggregation asked, InstrumentInfo instrument, MetricReaderOptions reader)
    {
        var aggregation = asked.Kind == AggregationKind.Default ? reader.DefaultAggregation?.Invoke(instrument.Kind) ?? asked : asked;
        if (aggregation.Kind == AggregationKind.Default)
        {
            aggregation = instrument.Kind switch
            {
                InstrumentKind.Histogram => Aggregation.Histogram(),
                InstrumentKind.Gauge or InstrumentKind.ObservableGauge => Aggregation.LastValue,
                _ => Aggregation.Sum,
            };
        }

        return aggregation is { Kind: AggregationKind.Histogram, Bounds: null }
            ? Aggregation.Histogram(instrument.Buckets ?? DefaultBounds, aggregation.RecordMinMax)
            : aggregation;
    }

    // What is observed is told to the reader that asked, and the scale of an exponential histogram begins anew with each of its periods: such streams are
    // not shared.
    private StreamKey Key(InstrumentInfo instrument, StreamSettings settings, int reader)
    {
        var isOwn = instrument.IsObservable
            || (settings.Aggregation.Kind == AggregationKind.ExponentialHistogram && readers[reader].TemporalityOf(instrument.Kind) == Temporality.Delta);
        var compared = settings with { Name = settings.Name.ToUpperInvariant(), Description = null };
        return new(instrument.Scope, instrument.Name.ToUpperInvariant(), instrument.Unit, instrument.Kind, instrument.IsWhole, compared, isOwn ? reader : -1);
    }

    private MetricStream Get(StreamKey key, StreamSettings settings, InstrumentInfo instrument, List<int> indexes)
    {
        if (!_streams.TryGetValue(key, out var stream))
        {
            TellOfConflict(key, settings.Name);
            _streams[key] = stream = Create(key, settings, instrument, indexes);
        }

        stream.Instruments++;
        return stream;
    }

    private MetricStream Create(StreamKey key, StreamSettings settings, InstrumentInfo instrument, List<int> indexes)
    {
        var now = Clock.UnixNano;
        var streamReaders = indexes.Select((reader, index) => new ReaderState(index, readers[reader].TemporalityOf(instrument.Kind), now)).ToArray();
        var kind = settings.Aggregation.Kind switch
        {
            AggregationKind.Sum => MetricKind.Sum,
            AggregationKind.LastValue => MetricKind.Gauge,
            AggregationKind.Histogram => MetricKind.Histogram,
            _ => MetricKind.ExponentialHistogram,
        };
        var description = new MetricDescription(
            instrument.Scope, settings.Name, instrument.Unit, settings.Description, instrument.Kind, kind, instrument.IsWhole);
        var stream = new MetricStream(
            description,
            new PointFactory(settings.Aggregation, instrument, streamReaders),
            settings.Filter,
            settings.Limit!.Value,
            streamReaders,
            Exemplars(settings, instrument))
        {
            OwnReader = key.Reader,
        };
        for (var i = 0; i < indexes.Count; i++)
            _byReader[indexes[i]].Add((stream, streamReaders[i]));
        return stream;
    }

    // What is observed is not measured in a span. Specification: Metrics SDK, Exemplar defaults.
    private ExemplarSettings? Exemplars(StreamSettings settings, InstrumentInfo instrument)
    {
        if (exemplars == ExemplarFilter.AlwaysOff || instrument.IsObservable)
            return null;

        var aggregation = settings.Aggregation;
        var create = settings.CreateReservoir ?? aggregation.Kind switch
        {
            AggregationKind.Histogram when aggregation.Bounds!.Length > 0 => () => new BucketReservoir(aggregation.Bounds),
            AggregationKind.ExponentialHistogram => () => new FixedSizeReservoir(Math.Min(20, aggregation.MaxSize)),
            _ => static () => new FixedSizeReservoir(1),
        };
        return new(exemplars, create, settings.Filter is { } filter ? filter.Leaves : null);
    }

    // Specification: Metrics SDK, Duplicate instrument registration.
    private void TellOfConflict(StreamKey key, string name)
    {
        var isConflict = _streams.Any(other =>
            other.Key.Reader == key.Reader && other.Key.Scope.Equals(key.Scope) && other.Key.Settings.Name == key.Settings.Name
            && other.Key != key && other.Value.Instruments > 0);
        if (isConflict && _told.Add((key.Scope, key.Settings.Name)))
        {
            Faults.Warn(
                $"the meter {key.Scope.Name} has several metrics called {name}, of different kinds, units or views; both are told. Give one another name: AddView(\"{name}\", v => v.Rename(...)).");
        }
    }

    private sealed record StreamKey(
        MeterScope Scope, string InstrumentName, string? Unit, InstrumentKind Kind, bool IsWhole, StreamSettings Settings, int Reader);
}
