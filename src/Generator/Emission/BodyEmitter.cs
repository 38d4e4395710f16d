using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes what happens around a call, the same for every strategy: the test whether anybody looks, which is all that a call pays when nobody
/// does, and the observed call in methods of their own.
/// </summary>
internal sealed class BodyEmitter
{
    private const string Catch = "catch (global::System.Exception {0}) when ({1})";

    private readonly CodeWriter _code;
    private readonly TargetModel _target;
    private readonly BodyPlace _place;
    private readonly BodyNames _names;
    private readonly TagEmitter _tags;
    private readonly string _typeArguments;
    private readonly string _constraints;

    public BodyEmitter(CodeWriter code, TargetModel target, BodyPlace place)
    {
        _code = code;
        _target = target;
        _place = place;
        _names = new BodyNames(target, place);
        _tags = new TagEmitter(code, target, place, _names);
        _typeArguments = Code.TypeArguments(place.TypeParameters);
        _constraints = Code.Constraints(place.TypeParameters);
    }

    private MethodModel Method => _target.Method;

    private bool ReturnsTask => Method.Returns is ReturnShape.Kind.Task or ReturnShape.Kind.TaskOf or ReturnShape.Kind.ValueTask or ReturnShape.Kind.ValueTaskOf;

    /// <summary>The call's arguments for a method that takes what the original takes.</summary>
    private string Arguments => Code.List(Method.Parameters.Select(Code.Argument));

    private string Original => $"{_place.Original}({Join(_place.SelfArgument, Arguments)})";

    /// <summary>Parameters and arguments of the methods that stand beside the body.</summary>
    private string Parameters => Join(_place.SelfParameter ?? "", Code.List(Method.Parameters.Select(Code.Declaration)));

    private string OwnArguments => Join(_place.SelfParameter is null ? "" : SelfAsArgument, Arguments);

    private string SelfAsArgument => Method.Receiver switch
    {
        Receiver.Ref => "ref " + _place.Self,
        Receiver.In => "in " + _place.Self,
        _ => _place.Self,
    };

    /// <summary>The statements of the method that callers reach.</summary>
    public void Entry()
    {
        var observed = $"{_target.Member}_Observed{_typeArguments}({OwnArguments});";
        var result = Method.Returns == ReturnShape.Kind.Void ? "" : "return ";
        _code.Line($"if ({IsOn()})").Indented(result + observed);
        if (result.Length == 0)
            _code.Line("else").Indented(Original + ";");
        else
            _code.Line().Line($"return {Original};");
    }

    /// <summary>The method that callers of the generated class reach, with <see cref="Entry"/> as its body.</summary>
    public void EntryMethod()
    {
        _code.Line(Code.Inline);
        using (_code.Open($"internal static {Method.ReturnType} {_target.Member}{_typeArguments}({Parameters}){_constraints}"))
            Entry();
    }

    /// <summary>The methods of the observed call.</summary>
    public void Observed()
    {
        using (Header($"{Method.ReturnType} {_target.Member}_Observed", Parameters))
        {
            Start();
            if (ReturnsTask)
                CallAndHandOver();
            else
                CallAndReturn();
        }

        if (ReturnsTask)
            Awaited();
        if (_names.HasReturned)
            _tags.Returned(Header);
        new MetricEmitter(_code, _target, _place, _names).Methods();
    }

    private string IsOn()
    {
        var conditions = _target.Metrics.Select(m => $"{_place.Fields}{m.Field}.Enabled");
        return string.Join(" || ", _target.Span is { } span ? conditions.Prepend(IsTracing(span)) : conditions);
    }

    private string IsTracing(SpanModel span) => $"{_place.Fields}s_scope.IsTracing(global::Instrumentation.Level.{span.Level})";

    private void Start()
    {
        _code.Line($"var {_names.Call} = default({Code.Call});");
        if (_target.Span is { } span)
            StartSpan(span);
        _tags.BeforeCall();
        if (_names.Started is { } started)
            _code.Line($"var {started} = global::System.Diagnostics.Stopwatch.GetTimestamp();");
        foreach (var metric in _target.Metrics.Where(static m => m.Kind == MetricKind.InFlight))
        {
            // Only what was counted in is counted out, also when somebody starts to listen in between.
            var counted = _names.Counted(metric);
            _code.Line($"var {counted} = {_place.Fields}{metric.Field}.Enabled;");
            _code.Line($"if ({counted})").Indented($"{_place.Fields}{metric.Field}.Add(1, {MetricEmitter.TagArgument(_target, _names)});");
        }
    }

    private void StartSpan(SpanModel span)
    {
        var conditions = new List<string>();
        if (!_target.Metrics.IsEmpty)
            conditions.Add(IsTracing(span));
        if (span.OutermostOnly)
            conditions.Add($"!{Code.Call}.IsInside({_place.Fields}s_source, {Code.Literal(span.Name)})");
        var start = $"{_names.Call}.{(span.NewRoot ? "StartRootSpan" : "StartSpan")}({_place.Fields}s_source, {Code.Literal(span.Name)}, global::System.Diagnostics.ActivityKind.{span.Kind});";
        if (conditions.Count == 0)
            _code.Line(start);
        else
            _code.Line($"if ({string.Join(" && ", conditions)})").Indented(start);
    }

    private void CallAndReturn()
    {
        _code.Line();
        _tags.DeclareResults();
        using (_code.Open("try"))
        {
            if (Method.Returns == ReturnShape.Kind.Void)
                _code.Line(Original + ";");
            else
                Return(Original);
        }

        Rethrow();
        using (_code.Open("finally"))
            _code.Line(StopCall());
    }

    private void CallAndHandOver()
    {
        _code.Line().Line($"var {_names.Returned} = false;").Line($"{Method.ReturnType} {_names.Task};");
        _tags.DeclareResults();
        using (_code.Open("try"))
            _code.Line($"{_names.Task} = {Original};").Line($"{_names.Returned} = true;");
        Rethrow();
        using (_code.Open("finally"))
        {
            _code.Line($"if ({_names.Returned})").Indented($"{_names.Call}.Leave();");
            _code.Line("else").Indented(StopCall());
        }

        var isValueTask = Method.Returns is ReturnShape.Kind.ValueTask or ReturnShape.Kind.ValueTaskOf;
        using (_code.Open(isValueTask ? $"if ({_names.Task}.IsCompletedSuccessfully)" : $"if ({_names.Task} is null or {{ IsCompletedSuccessfully: true }})"))
            Completed(isValueTask);
        _code.Line($"return {_target.Member}_Awaited{_typeArguments}({Code.List(_names.AwaitedState.Select(static s => s.Name).Prepend(_names.Task))});");
    }

    /// <summary>The task was done when it was returned: it is handed on as it is, and nothing is allocated.</summary>
    private void Completed(bool isValueTask)
    {
        if (!_names.HasReturned)
        {
            _code.Line(StopCall()).Line($"return {_names.Task};");
        }
        else if (isValueTask)
        {
            // The result of a value task may be taken once.
            _code.Line($"var {_names.Result} = {_names.Task}.Result;").Line(_tags.CallReturned(_names.Result));
            _code.Line(StopCall()).Line($"return new {Method.ReturnType}({_names.Result});");
        }
        else
        {
            _code.Line($"if ({_names.Task} is not null)").Indented(_tags.CallReturned($"{_names.Task}.Result"));
            _code.Line(StopCall()).Line($"return {_names.Task};");
        }
    }

    private void Awaited()
    {
        var parameters = _names.AwaitedState.Select(static s => $"{s.Type} {s.Name}").Prepend($"{Method.ReturnType} {_names.Task}");
        using (Header($"async {Method.ReturnType} {_target.Member}_Awaited", Code.List(parameters)))
        {
            _tags.DeclareResults();
            var awaited = $"await {_names.Task}.ConfigureAwait(false)";
            using (_code.Open("try"))
            {
                if (Method.ResultType is null)
                    _code.Line(awaited + ";");
                else
                    Return(awaited);
            }

            Rethrow();
            using (_code.Open("finally"))
                _code.Line(StopCall());
        }
    }

    private void Return(string expression)
    {
        if (!_names.HasReturned)
        {
            _code.Line($"return {expression};");
            return;
        }

        _code.Line($"var {_names.Result} = {expression};").Line(_tags.CallReturned(_names.Result)).Line($"return {_names.Result};");
    }

    /// <summary>Looks at an exception without catching it: the filter records and declines.</summary>
    private void Rethrow()
    {
        var exception = _names.Exception;
        var conditions = new List<string>();
        if (!_target.Errors.ExpectedExceptions.IsEmpty)
            conditions.Add($"{exception} is not {Alternatives(_target.Errors.ExpectedExceptions)}");
        var tokens = Method.Parameters.Where(static p => p.IsCancellationToken).Select(static p => p.Name + ".IsCancellationRequested").ToList();
        if (tokens.Count > 0)
            conditions.Add($"!({exception} is global::System.OperationCanceledException && {(tokens.Count == 1 ? tokens[0] : $"({string.Join(" || ", tokens)})")})");
        conditions.Add($"{_names.Call}.Fails({exception}, global::Instrumentation.Errors.{_target.Errors.Errors})");
        using (_code.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, Catch, exception, string.Join(" && ", conditions))))
            _code.Line("throw;");
    }

    private string StopCall() => _target.Metrics.IsEmpty
        ? $"{_names.Call}.Stop();"
        : $"{_target.Member}_Stop({Code.List(_names.StopState.Select(static s => s.Name).Prepend("in " + _names.Call))});";

    private CodeWriter.Block Header(string nameAndReturn, string parameters)
    {
        _code.Line().Lines(_place.Attributes);
        return _code.Open($"{_place.Modifiers} {nameAndReturn}{_typeArguments}({parameters}){_constraints}");
    }

    private static string Alternatives(EquatableArray<string> types) => types.Count == 1 ? types[0] : $"({string.Join(" or ", types)})";

    private static string Join(string first, string rest) => first.Length == 0 ? rest : rest.Length == 0 ? first : first + ", " + rest;
}
