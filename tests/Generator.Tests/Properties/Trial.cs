using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>
/// Compiles programs without and with the generator, in attributed and in partial form, and runs them: what they write down must be the same
/// each time, and what is heard of them must be what they did.
/// </summary>
internal sealed class Trial
{
    private static int _lastNumber;

    private readonly List<string> _complaints = [];

    public int Spans { get; private set; }

    /// <summary>What is wrong; empty when nothing is.</summary>
    public string Complaint => string.Join("\n", _complaints);

    public static Trial Of(IReadOnlyList<ProgramShape> programs)
    {
        var trial = new Trial();
        try
        {
            trial.Run(programs);
        }
        catch (Exception e) when (programs.Count == 1)
        {
            trial._complaints.Add(e.ToString());
        }

        return trial;
    }

    private void Run(IReadOnlyList<ProgramShape> programs)
    {
        var number = Interlocked.Increment(ref _lastNumber).ToString(CultureInfo.InvariantCulture);
        var attributed = Write(programs, "Attributed" + number, isPartial: false);
        var partial = Write(programs, "Partial" + number, isPartial: true);
        var loaded = new[] { () => attributed.Compilation, () => Harness.Run.Over(attributed).Output, () => Harness.Run.Over(partial).Output }
            .AsParallel().AsOrdered().Select(output => Load(output(), programs)).ToList();
        if (loaded is not [{ } plain, { } observed, { } wrapped])
            return;

        try
        {
            for (var i = 0; i < programs.Count; i++)
            {
                var expected = plain.Run(i, recorder: null).Lines;
                Compare(programs[i], "without listeners", expected, observed.Run(i, recorder: null).Lines);
                Compare(programs[i], "partial, without listeners", expected, wrapped.Run(i, recorder: null).Lines);
                Listen(programs[i], i, "listened to", expected, observed);
                Listen(programs[i], i, "partial, listened to", expected, wrapped);
            }
        }
        finally
        {
            foreach (var program in new[] { plain, observed, wrapped })
                program.Unload();
        }
    }

    private static Project Write(IReadOnlyList<ProgramShape> programs, string assembly, bool isPartial) => Project.Of(
        assembly, LanguageVersion.CSharp14, [], [JournalSource.Text, .. programs.Select((p, i) => new ProgramText(p, i, isPartial).ToString())]);

    private Loaded? Load(Compilation compilation, IReadOnlyList<ProgramShape> programs)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        if (errors.Count == 0)
            return new Loaded(image, compilation.AssemblyName!);

        var texts = errors.Select(static e => e.Location.SourceTree).OfType<SyntaxTree>().Distinct().Where(static t => !t.FilePath.EndsWith("J.cs", StringComparison.Ordinal)).Select(static t => t.FilePath + "\n" + t.GetText());
        lock (_complaints)
            _complaints.Add($"{compilation.AssemblyName} does not compile:\n{string.Join("\n", errors)}\n{(programs.Count == 1 ? string.Join("\n\n", texts) : "")}");
        return null;
    }

    private void Listen(ProgramShape program, int index, string way, IReadOnlyList<string> expected, Loaded loaded)
    {
        using var recorder = new Heard(loaded.Name);
        var run = loaded.Run(index, recorder);
        Spans += recorder.Stopped.Count;
        Compare(program, way, expected, run.Lines);
        foreach (var violation in run.Violations)
            Complain(program, way, violation);

        var started = recorder.Started.Count;
        if (started != recorder.Stopped.Count)
            Complain(program, way, $"{started} spans were started and {recorder.Stopped.Count} stopped.");
        foreach (var id in run.Expected.Keys.Concat(recorder.Stopped).Distinct())
        {
            var calls = run.Expected.GetValueOrDefault(id);
            var heard = (Spans: recorder.Stopped.Count(s => s == id), Calls: recorder.Sum(id + ".calls"), Durations: recorder.Count(id + ".duration"), Active: recorder.Count(id + ".active"), Left: recorder.Sum(id + ".active"));
            if (heard != (calls, calls, calls, 2 * calls, 0))
                Complain(program, way, $"{calls} calls of {id} were heard of as {heard}.");
        }
    }

    private void Compare(ProgramShape program, string way, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.SequenceEqual(actual))
            return;
        var at = expected.Zip(actual).TakeWhile(static pair => pair.First == pair.Second).Count();
        Complain(program, way, $"line {at} is\n  {actual.ElementAtOrDefault(at)}\nand not\n  {expected.ElementAtOrDefault(at)}\nafter\n  {string.Join("\n  ", expected.Take(at).TakeLast(6))}");
    }

    private void Complain(ProgramShape program, string way, string what) => _complaints.Add($"{way}: {what}\n{program}");

    private sealed record Journal(IReadOnlyList<string> Lines, IReadOnlyList<string> Violations, IReadOnlyDictionary<string, int> Expected);

    private sealed class Loaded
    {
        private readonly AssemblyLoadContext _context;
        private readonly Assembly _assembly;

        public Loaded(MemoryStream image, string name)
        {
            Name = name;
            _context = new AssemblyLoadContext(name, isCollectible: true);
            image.Position = 0;
            _assembly = _context.LoadFromStream(image);
        }

        public string Name { get; }

        public Journal Run(int index, Heard? recorder)
        {
            var journal = _assembly.GetType("J", throwOnError: true)!;
            var previous = Activity.Current;
            using var caller = new Activity("caller");
            caller.Start();
            journal.GetMethod("Begin")!.Invoke(null, [recorder is not null]);
            var task = (Task)_assembly.GetType($"P{index}.Entry", throwOnError: true)!.GetMethod("Run")!.Invoke(null, null)!;
            if (!task.Wait(TimeSpan.FromSeconds(30)))
                throw new TimeoutException("The program did not end.");
            caller.Stop();
            Activity.Current = previous;
            T Read<T>(string field) => (T)journal.GetField(field)!.GetValue(null)!;
            return new([.. Read<List<string>>("Lines")], [.. Read<List<string>>("Violations")], Read<Dictionary<string, int>>("Expected").ToDictionary());
        }

        public void Unload() => _context.Unload();
    }

    /// <summary>All that is heard of one scope.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ActivityListener _spans;
        private readonly MeterListener _metrics = new();
        private readonly ConcurrentQueue<(string Name, long Value)> _measurements = new();

        public Heard(string scope)
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == scope,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStarted = span => Started.Enqueue(span.OperationName),
                ActivityStopped = span => Stopped.Enqueue(span.OperationName),
            };
            ActivitySource.AddActivityListener(_spans);
            _metrics.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == scope)
                    listener.EnableMeasurementEvents(instrument);
            };
            _metrics.SetMeasurementEventCallback<long>((instrument, value, _, _) => _measurements.Enqueue((instrument.Name, value)));
            _metrics.SetMeasurementEventCallback<double>((instrument, _, _, _) => _measurements.Enqueue((instrument.Name, 0)));
            _metrics.Start();
        }

        public ConcurrentQueue<string> Started { get; } = new();

        public ConcurrentQueue<string> Stopped { get; } = new();

        public long Sum(string instrument) => _measurements.Where(m => m.Name == instrument).Sum(static m => m.Value);

        public int Count(string instrument) => _measurements.Count(m => m.Name == instrument);

        public void Dispose()
        {
            _spans.Dispose();
            _metrics.Dispose();
        }
    }
}
