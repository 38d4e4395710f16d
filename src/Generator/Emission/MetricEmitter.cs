using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes how a call's instruments are made and what is recorded when it ends.</summary>
internal sealed class MetricEmitter(CodeWriter code, TargetModel target, BodyPlace place, BodyNames names)
{
    private const string Metrics = "global::System.Diagnostics.Metrics.";
    private const string TagList = "global::System.Diagnostics.TagList";

    /// <summary>The instruments of a target, each made once.</summary>
    public static void Fields(CodeWriter code, TargetModel target)
    {
        foreach (var metric in target.Metrics)
        {
            var (type, create) = metric.Kind switch
            {
                MetricKind.Counted => ("Counter<long>", $"s_scope.Meter.CreateCounter<long>({Described(metric)})"),
                MetricKind.InFlight => ("UpDownCounter<long>", $"s_scope.Meter.CreateUpDownCounter<long>({Described(metric)})"),
                _ => ("Histogram<double>", $"{Code.Instruments}Durations.Create(s_scope, {Code.List(
                    new[] { Code.Literal(metric.Name), Code.Literal(metric.Description) }.Concat(metric.Buckets.Select(Code.Literal)))})"),
            };
            code.Line($"internal static readonly {Metrics}{type} {metric.Field} = {create};");
        }
    }

    /// <summary>The method that ends the call, and the one that makes its tags where they are needed twice.</summary>
    public void Methods()
    {
        if (target.Metrics.IsEmpty)
            return;

        if (target.Metrics.Any(static m => m.Kind == MetricKind.InFlight))
            Tags();
        Stop();
    }

    /// <summary>
    /// Whether somebody listens to the instrument. One that an edit adds to a class that runs already is null until the program starts anew:
    /// initializers don't run twice. Elsewhere the JIT knows that it is not.
    /// </summary>
    public static string IsEnabled(BodyPlace place, MetricModel metric) => $"{place.Fields}{metric.Field} is {{ Enabled: true }}";

    private static string Described(MetricModel metric) =>
        Code.List([Code.Literal(metric.Name), Code.Literal(metric.Unit), Code.Literal(metric.Description)]);

    private void Stop()
    {
        var parameters = names.StopState.Select(static s => $"{s.Type} {s.Name}").Prepend($"in {Code.Call} {names.Call}");
        code.Line().Lines(place.Attributes);
        using (code.Open($"private static void {target.Member}_Stop({Code.List(parameters)})"))
        {
            var isShared = target.Metrics.Any(static m => m.Kind == MetricKind.InFlight);
            code.Line($"var {names.Tags} = {(isShared ? TagArgument(target, names) : $"default({TagList})")};");
            foreach (var metric in target.Metrics.Where(static m => m.Kind == MetricKind.InFlight))
                code.Line($"if ({names.Counted(metric)})").Indented($"{place.Fields}{metric.Field}.Add(-1, {names.Tags});");
            foreach (var tag in target.Tags.Where(t => t.OnMetrics && (!isShared || t.Origin == TagOrigin.Result)))
                Add(tag);
            if (target.Metrics.Any(static m => m.Kind != MetricKind.InFlight))
                AtTheEnd();
            code.Line($"{names.Call}.Stop();");
        }
    }

    private void AtTheEnd()
    {
        code.Line($"if ({names.Call}.ErrorType is not null)").Indented($"{names.Tags}.Add(\"error.type\", {names.Call}.ErrorType);");
        foreach (var metric in target.Metrics.Where(static m => m.Kind == MetricKind.Counted))
        {
            var add = $"{place.Fields}{metric.Field}?.Add(1, {names.Tags});";
            if (metric.When == "Always")
                code.Line(add);
            else
                code.Line($"if ({names.Call}.ErrorType is {(metric.When == "Success" ? "null" : "not null")})").Indented(add);
        }

        if (names.Started is null)
            return;

        code.Line($"var {names.Seconds} = global::System.Diagnostics.Stopwatch.GetElapsedTime({names.Started}).TotalSeconds;");
        foreach (var metric in target.Metrics.Where(static m => m.Kind == MetricKind.Timed))
            code.Line($"{place.Fields}{metric.Field}?.Record({names.Seconds}, {names.Tags});");
    }

    private void Tags()
    {
        var tags = TagsBeforeCall(target);
        if (tags.Count == 0)
            return;

        code.Line().Lines(place.Attributes);
        using (code.Open($"private static {TagList} {target.Member}_Tags({Code.List(tags.Select(t => "object? " + names.Local(t)))})"))
        {
            code.Line($"var {names.Tags} = default({TagList});");
            tags.ForEach(Add);
            code.Line($"return {names.Tags};");
        }
    }

    private void Add(TagModel tag) =>
        code.Line($"if ({names.Local(tag)} is not null)").Indented($"{names.Tags}.Add({Code.Literal(tag.Key)}, {names.Local(tag)});");

    /// <summary>The tags that are known before the call, as an argument.</summary>
    public static string TagArgument(TargetModel target, BodyNames names)
    {
        var tags = TagsBeforeCall(target);
        return tags.Count == 0 ? $"default({TagList})" : $"{target.Member}_Tags({Code.List(tags.Select(names.Local))})";
    }

    /// <summary>The same after an amount. An empty list is left out: it is large, and would lie on the stack for as long as the call lasts.</summary>
    public static string AndTags(TargetModel target, BodyNames names) => TagsBeforeCall(target).Count == 0 ? "" : ", " + TagArgument(target, names);

    private static List<TagModel> TagsBeforeCall(TargetModel target) => [.. target.Tags.Where(static t => t.OnMetrics && t.Origin != TagOrigin.Result)];
}
