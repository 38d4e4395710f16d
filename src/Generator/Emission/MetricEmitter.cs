using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes how a call's instruments are made and what is recorded when it ends: on the bound instruments by an index or a struct of the tags, and to
/// others, whose instruments the BCL's are, tag by tag. So are failures, the only ones that bear <c>error.type</c>.
/// </summary>
internal sealed class MetricEmitter(CodeWriter code, TargetModel target, BodyPlace place, BodyNames names)
{
    private const string MeasuredTags = Code.Instruments + "MeasuredTags";

    private List<MetricModel> InFlight { get; } = [.. target.Metrics.Where(static m => m.Kind == MetricKind.InFlight)];

    private List<MetricModel> AtTheEnd { get; } = [.. target.Metrics.Where(static m => m.Kind == MetricKind.Counted), .. target.Metrics.Where(static m => m.Kind == MetricKind.Timed)];

    /// <summary>The instruments of a target, each made once, and what their tags need.</summary>
    public static void Fields(CodeWriter code, TargetModel target)
    {
        foreach (var tag in target.Tags.Where(static t => t.IsIndexed))
            TagSlots.Values(code, tag, target.Member);
        var instruments = target.Metrics.Select(m => Bound(target, m)).ToList();
        instruments.ForEach(i => i.Declare(code));
        foreach (var keyed in instruments.Where(static i => i.IsKeyed).GroupBy(static i => i.Key))
            TagKeyEmitter.Emit(code, keyed.First());
    }

    /// <summary>Whether somebody listens to the instrument.</summary>
    public static string IsOn(BodyPlace place, TargetModel target, MetricModel metric) => Bound(target, metric).IsOn(place.Fields);

    /// <summary>Counts the call in. Only where it was counted in is it counted out, also when somebody starts to listen in between.</summary>
    public void CountIn(string declaration)
    {
        foreach (var metric in InFlight)
        {
            var instrument = Bound(target, metric);
            code.Line($"{declaration}{names.Counted(metric)} = {instrument.IsBound(place.Fields)};");
            code.Line($"if ({names.Counted(metric)})").Indented(Record(instrument, "1"));
            code.Line($"{declaration}{names.Told(metric)} = {instrument.IsEnabled(place.Fields)};");
            code.Line($"if ({names.Told(metric)})").Indented(Tell(metric, "1"));
        }
    }

    /// <summary>The method that ends the call, and those that write its tags out.</summary>
    public void Methods()
    {
        if (target.Metrics.IsEmpty)
            return;

        Stop();
        foreach (var metric in InFlight.Where(m => m.TagsOf(target.Tags).Any()))
            InFlightByTags(metric);
        if (AtTheEnd.Count > 0)
            ByTags();
    }

    private static BoundInstrument Bound(TargetModel target, MetricModel metric)
    {
        var isBeforeResult = metric.Kind == MetricKind.InFlight && target.Tags.Any(static t => t is { OnMetrics: true, Origin: TagOrigin.Result });
        var (kind, number) = metric.Kind switch
        {
            MetricKind.Counted => ("Counter", "long"),
            MetricKind.InFlight => ("UpDownCounter", "long"),
            _ => ("Histogram", "double"),
        };
        return new BoundInstrument(
            metric.Field,
            target.Member,
            kind,
            number,
            metric.Name,
            metric.Unit,
            metric.Description,
            metric.Buckets.IsEmpty ? $"{Code.Instruments}Durations.DefaultBuckets" : $"[{Code.List(metric.Buckets.Select(Code.Literal))}]",
            CardinalityLimit: null,
            metric.TagsOf(target.Tags).ToEquatableArray(),
            target.Member + (isBeforeResult ? "_KeyBefore" : "_Key"));
    }

    private void Stop()
    {
        var parameters = names.StopState.Select(static s => $"{s.Type} {s.Name}").Prepend($"in {Code.Call} {names.Call}");
        code.Line().Lines(place.Attributes);
        using (code.Open($"private static void {target.Member}_Stop({Code.List(parameters)})"))
        {
            foreach (var metric in InFlight)
            {
                code.Line($"if ({names.Counted(metric)})").Indented(Record(Bound(target, metric), "-1"));
                code.Line($"if ({names.Told(metric)})").Indented(Tell(metric, "-1"));
            }

            if (names.Started is not null)
                code.Line($"var {names.Seconds} = global::System.Diagnostics.Stopwatch.GetElapsedTime({names.Started}).TotalSeconds;");
            if (AtTheEnd.Count > 0)
            {
                if (target.Span is not null)
                    code.Line($"{names.Call}.Measure();");
                RecordAtTheEnd();
            }

            code.Line($"{names.Call}.Stop();");
        }
    }

    private void RecordAtTheEnd()
    {
        var instruments = AtTheEnd.ConvertAll(m => Bound(target, m));
        var ofSuccess = AtTheEnd.Where(static m => m.When != "Failure").ToList();
        var isSuccess = $"{names.Call}.ErrorType is null";
        if (ofSuccess.Count == 1)
        {
            RecordSuccess(ofSuccess[0], isSuccess + " && ");
        }
        else if (ofSuccess.Count > 1)
        {
            using (code.Open($"if ({isSuccess})"))
                ofSuccess.ForEach(m => RecordSuccess(m));
        }

        var arguments = ByTagsState.Select(static s => s.Name).Prepend("in " + names.Call);
        code.Line($"if ({string.Join(" || ", instruments.Select(i => i.IsEnabled(place.Fields)).Prepend($"{names.Call}.ErrorType is not null"))})")
            .Indented($"{target.Member}_ByTags({Code.List(arguments)});");
    }

    private void RecordSuccess(MetricModel metric, string condition = "")
    {
        var instrument = Bound(target, metric);
        code.Line($"if ({condition}{instrument.IsBound(place.Fields)})").Indented(Record(instrument, Amount(metric)));
    }

    private IEnumerable<State> ByTagsState
    {
        get
        {
            if (names.Started is not null)
                yield return new State("double", names.Seconds);
            foreach (var tag in target.Tags.Where(static t => t.OnMetrics))
                yield return new State(TagSlots.Type(tag), names.Local(tag));
        }
    }

    // Failures, for the provider of this project; all calls, for others that listen.
    private void ByTags()
    {
        var parameters = ByTagsState.Select(static s => $"{s.Type} {s.Name}").Prepend($"in {Code.Call} {names.Call}");
        code.Line().Lines(place.Attributes);
        using (code.Open($"private static void {target.Member}_ByTags({Code.List(parameters)})"))
        {
            Tags(target.Tags.Where(static t => t.OnMetrics));
            code.Line($"{names.Tags}.Add(\"error.type\", {names.Call}.ErrorType);");
            foreach (var metric in AtTheEnd)
            {
                var instrument = Bound(target, metric);
                var record = $"{instrument.Verb}({Amount(metric)}, {names.Tags}.Span);";
                if (metric.When != "Success")
                    code.Line($"if ({names.Call}.ErrorType is not null && {instrument.IsBound(place.Fields)})").Indented($"{place.Fields}{metric.Field}.{record}");
                if (metric.When != "Always")
                    code.Line($"if ({names.Call}.ErrorType is {(metric.When == "Success" ? "null" : "not null")})").Indented($"{place.Fields}{metric.Field}?.Instrument.{record}");
                else
                    code.Line($"{place.Fields}{metric.Field}?.Instrument.{record}");
            }
        }
    }

    private void InFlightByTags(MetricModel metric)
    {
        var tags = metric.TagsOf(target.Tags).ToList();
        var parameters = tags.Select(t => $"{TagSlots.Type(t)} {names.Local(t)}").Prepend($"long {names.Amount}");
        code.Line().Lines(place.Attributes);
        using (code.Open($"private static void {metric.Field}_ByTags({Code.List(parameters)})"))
        {
            Tags(tags);
            code.Line($"{place.Fields}{metric.Field}.Instrument.Add({names.Amount}, {names.Tags}.Span);");
        }
    }

    private void Tags(IEnumerable<TagModel> tags)
    {
        code.Line($"var {names.Tags} = default({MeasuredTags});");
        foreach (var tag in tags)
            code.Line($"{names.Tags}.Add({Code.Literal(tag.Key)}, {TagSlots.Value(tag, names.Local(tag), place.Fields, target.Member)});");
    }

    private string Record(BoundInstrument instrument, string amount) =>
        $"{place.Fields}{instrument.Field}.{instrument.Verb}({amount}, {instrument.Series(place.Fields, names.Local)});";

    private string Tell(MetricModel metric, string amount)
    {
        var tags = metric.TagsOf(target.Tags).Select(names.Local).Prepend(amount).ToList();
        return tags.Count == 1 ? $"{place.Fields}{metric.Field}.Instrument.Add({amount});" : $"{metric.Field}_ByTags({Code.List(tags)});";
    }

    private string Amount(MetricModel metric) => metric.Kind == MetricKind.Timed ? names.Seconds : "1";
}
