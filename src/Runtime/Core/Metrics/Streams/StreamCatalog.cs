using Instrumentation.Diagnostics;
using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// Which streams there are: for each instrument those that the views make of it, shared by the readers that want the same. The collector's lock guards it.
/// </summary>
internal sealed class StreamCatalog(IReadOnlyList<ViewBuilder> views, MetricReaderOptions[] readers)
{
    private static readonly double[] DefaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly Dictionary<StreamKey, MetricStream> _streams = [];
    private readonly List<(MetricStream Stream, ReaderState Reader)>[] _byReader = Array.ConvertAll(readers, static _ => new List<(MetricStream, ReaderState)>());
    private readonly HashSet<(MeterScope, string)> _told = [];
    private readonly List<(MetricStream Stream, Quiescence Quiescence)> _ended = [];

    /// <summary>The streams of an instrument, made where they don't exist.</summary>
    public MetricStream[] Add(InstrumentInfo instrument)
    {
        var wanted = new Dictionary<StreamKey, List<int>>();
        for (var reader = 0; reader < readers.Length; reader++)
        {
            foreach (var settings in Settings(instrument, readers[reader]))
            {
                var key = Key(instrument, settings, reader);
                if (!wanted.TryGetValue(key, out var indexes))
                    wanted[key] = indexes = [];
                if (!indexes.Contains(reader))
                    indexes.Add(reader);
            }
        }

        return [.. wanted.Select(entry => Get(entry.Key, instrument, entry.Value))];
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
                stream.Free();
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
            stream.Free();
        _streams.Clear();
        Array.ForEach(_byReader, static entries => entries.Clear());
    }

    private List<StreamSettings> Settings(InstrumentInfo instrument, MetricReaderOptions reader)
    {
        var settings = views.Where(view => view.Matches(instrument)).Select(view => view.Of(instrument)).ToList();
        if (settings.Count == 0)
            settings.Add(new(instrument.Name, instrument.Description, Aggregation.Default, null, null));
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
        return new(instrument.Scope, instrument.Name.ToUpperInvariant(), instrument.Unit, instrument.Kind, instrument.IsWhole, settings, isOwn ? reader : -1);
    }

    private MetricStream Get(StreamKey key, InstrumentInfo instrument, List<int> indexes)
    {
        if (!_streams.TryGetValue(key, out var stream))
        {
            TellOfConflict(key);
            _streams[key] = stream = Create(key, instrument, indexes);
        }

        stream.Instruments++;
        return stream;
    }

    private MetricStream Create(StreamKey key, InstrumentInfo instrument, List<int> indexes)
    {
        var now = Clock.UnixNano;
        var streamReaders = indexes.Select((reader, index) => new ReaderState(index, readers[reader].TemporalityOf(instrument.Kind), now)).ToArray();
        var kind = key.Settings.Aggregation.Kind switch
        {
            AggregationKind.Sum => MetricKind.Sum,
            AggregationKind.LastValue => MetricKind.Gauge,
            AggregationKind.Histogram => MetricKind.Histogram,
            _ => MetricKind.ExponentialHistogram,
        };
        var description = new MetricDescription(
            instrument.Scope, key.Settings.Name, instrument.Unit, key.Settings.Description, instrument.Kind, kind, instrument.IsWhole);
        var stream = new MetricStream(
            description, new PointFactory(key.Settings.Aggregation, instrument, streamReaders.Length), key.Settings.Filter, key.Settings.Limit!.Value, streamReaders)
        {
            OwnReader = key.Reader,
        };
        for (var i = 0; i < indexes.Count; i++)
            _byReader[indexes[i]].Add((stream, streamReaders[i]));
        return stream;
    }

    // Specification: Metrics SDK, Duplicate instrument registration.
    private void TellOfConflict(StreamKey key)
    {
        var name = key.Settings.Name;
        var isConflict = _streams.Any(other =>
            other.Key.Reader == key.Reader && other.Key.Scope.Equals(key.Scope) && other.Key.Settings.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            && other.Key != key && other.Value.Instruments > 0);
        if (isConflict && _told.Add((key.Scope, name.ToUpperInvariant())))
        {
            Faults.Warn(
                $"the meter {key.Scope.Name} has several metrics called {name}, of different kinds, units or views; both are told. Give one another name: AddView(\"{name}\", v => v.Rename(...)).");
        }
    }

    private sealed record StreamKey(
        MeterScope Scope, string InstrumentName, string? Unit, InstrumentKind Kind, bool IsWhole, StreamSettings Settings, int Reader);
}
