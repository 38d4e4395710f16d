using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>A variable that one of the body's methods hands to another.</summary>
internal readonly record struct State(string Type, string Name);

/// <summary>The names of a body's variables, none of which is a parameter's, and what its methods hand to each other.</summary>
internal sealed class BodyNames
{
    private readonly HashSet<string> _taken;
    private readonly Dictionary<TagModel, string> _locals = [];
    private readonly Dictionary<MetricModel, string> _inFlight = [];

    public BodyNames(TargetModel target, BodyPlace place)
    {
        var isSequence = target.Method.Returns == ReturnShape.Kind.Sequence;
        _taken = new HashSet<string>(target.Method.Parameters.Select(static p => p.Name).Append(place.Self));

        // An enumeration and an async method's call keep the call, and when it began, in fields of their base.
        var isObject = isSequence || target.Strategy == Strategy.Builder;
        Call = isObject ? "Call" : Take("call");
        Sequence = Take("sequence");
        Task = Take("task");
        Result = Take("result");
        Exception = Take("exception");
        Returned = Take("returned");
        Seconds = Take("seconds");
        Fault = Take("fault");
        Known = Take("known");
        Context = Take("context");
        Carried = Take("carried");
        Item = Take("item");
        foreach (var tag in target.Tags.Where(t => t.OnMetrics || isSequence))
            _locals[tag] = Take(tag.Local);
        foreach (var metric in target.Metrics.Where(static m => m.Kind == MetricKind.InFlight))
            _inFlight[metric] = Take(Numbered("counted"));
        if (target.Metrics.Any(static m => m.Kind == MetricKind.Timed))
            Started = isObject ? "Started" : Take("started");

        HasReturned = target.Errors.Predicate is not null || target.Tags.Any(static t => t.Origin == TagOrigin.Result);
        StopState = StateOfStop(target, withResults: true).ToList();

        var state = StateOfStop(target, withResults: false).Prepend(new State(Code.Call, Call));
        state = state.Concat(target.Method.CancellationTokens.Select(static p => new State(p.Type, p.Name)));
        NeedsSelf = target.Errors.Predicate is { Form: PredicateForm.InstanceMethod } && place.SelfParameter is not null;
        if (NeedsSelf)
            state = state.Append(new State(target.Method.ContainingType, place.Self));
        AwaitedState = state.ToList();
    }

    public string Call { get; }

    /// <summary>The observer of an enumeration.</summary>
    public string Sequence { get; }

    public string Task { get; }

    public string Result { get; }

    public string Exception { get; }

    /// <summary>Whether the original has returned its task, rather than thrown.</summary>
    public string Returned { get; }

    public string Seconds { get; }

    public string Fault { get; }

    /// <summary>A value that is one of those that were declared.</summary>
    public string Known { get; }

    /// <summary>The caller's synchronization context.</summary>
    public string Context { get; }

    /// <summary>What came with a message.</summary>
    public string Carried { get; }

    /// <summary>One of several messages.</summary>
    public string Item { get; }

    /// <summary>When the call began; null when nothing is timed.</summary>
    public string? Started { get; }

    /// <summary>Whether something is asked of the result.</summary>
    public bool HasReturned { get; }

    /// <summary>Whether the predicate on the result is a method of the object, which the body has as a parameter.</summary>
    public bool NeedsSelf { get; }

    /// <summary>What is handed to the method that ends the call, the call itself aside.</summary>
    public IReadOnlyList<State> StopState { get; }

    /// <summary>What is handed to the method that awaits the task, the task itself aside.</summary>
    public IReadOnlyList<State> AwaitedState { get; }

    /// <summary>Whether a variable holds the tag's value: metrics need it after the call, and an enumeration at each start.</summary>
    public bool HasLocal(TagModel tag) => _locals.ContainsKey(tag);

    /// <summary>The variable that holds the tag's value.</summary>
    public string Local(TagModel tag) => _locals[tag];

    /// <summary>The variable that says where the call was counted in.</summary>
    public string Counted(MetricModel metric) => _inFlight[metric];

    /// <summary>The variables that say where calls in flight were counted in.</summary>
    public IEnumerable<string> InFlight => _inFlight.Values;

    private IEnumerable<State> StateOfStop(TargetModel target, bool withResults)
    {
        if (Started is not null)
            yield return new State("long", Started);
        foreach (var counted in InFlight)
            yield return new State(Code.CountedIn, counted);
        foreach (var tag in target.Tags.Where(t => t.OnMetrics && (withResults || t.Origin != TagOrigin.Result)))
            yield return new State(TagSlots.Type(tag), _locals[tag]);
    }

    private string Numbered(string name) => _inFlight.Count == 0 ? name : name + (_inFlight.Count + 1);

    private string Take(string name)
    {
        name = Code.Unique(name, _taken);
        _taken.Add(name);
        return name;
    }
}
