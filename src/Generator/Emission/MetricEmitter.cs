using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes how a call's instruments are made and what is measured when it ends: by an index or a struct of the tags, from which the instrument knows the
/// rest.
/// </summary>
internal sealed class MetricEmitter(CodeWriter code, TargetModel target, BodyPlace place, BodyNames names)
{
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

    /// <summary>Counts the call in.</summary>
    public void CountIn(string declaration)
    {
        foreach (var metric in InFlight)
        {
            var instrument = Bound(target, metric);
            code.Line($"{declaration}{names.Counted(metric)} = {instrument.Call(place.Fields, "Enter", Series(instrument))} ?? default;");
        }
    }

    /// <summary>The method that ends the call.</summary>
    public void Stop()
    {
        if (target.Metrics.IsEmpty)
            return;

        var parameters = names.StopState.Select(static s => $"{s.Type} {s.Name}").Prepend($"in {Code.Call} {names.Call}");
        code.Line().Lines(place.Attributes);
        using (code.Open($"private static void {target.Member}_Stop({Code.List(parameters)})"))
        {
            foreach (var metric in InFlight)
            {
                var instrument = Bound(target, metric);
                code.Line($"{instrument.Call(place.Fields, "Leave", names.Counted(metric), Series(instrument))};");
            }

            if (names.Started is not null)
                code.Line($"var {names.Seconds} = {Code.Instruments}Durations.Since({names.Started});");
            if (AtTheEnd.Count > 0 && target.Span is not null)
                code.Line($"{names.Call}.Measure();");
            AtTheEnd.ForEach(MeasureCall);
            code.Line($"{names.Call}.Stop();");
        }
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

    private void MeasureCall(MetricModel metric)
    {
        var instrument = Bound(target, metric);
        var amount = metric.Kind == MetricKind.Timed ? names.Seconds : "1";
        var measure = $"{instrument.Call(place.Fields, "MeasureCall", amount, Series(instrument), "in " + names.Call)};";
        if (metric.When == "Always")
            code.Line(measure);
        else
            code.Line($"if ({names.Call}.ErrorType is {(metric.When == "Success" ? "null" : "not null")})").Indented(measure);
    }

    private string Series(BoundInstrument instrument) => instrument.Series(place.Fields, names.Local);
}
