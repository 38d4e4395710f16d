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
    private readonly CodeWriter _code;
    private readonly TargetModel _target;
    private readonly BodyPlace _place;
    private readonly BodyNames _names;
    private readonly TagEmitter _tags;
    private readonly MetricEmitter _metrics;
    private readonly CarrierEmitter _carrier;
    private readonly string _constraints;

    public BodyEmitter(CodeWriter code, TargetModel target, BodyPlace place)
    {
        _code = code;
        _target = target;
        _place = place;
        _names = new BodyNames(target, place);
        _tags = new TagEmitter(code, target, place, _names);
        _metrics = new MetricEmitter(code, target, place, _names);
        _carrier = new CarrierEmitter(code, target, _names);
        TypeArguments = Code.TypeArguments(place.TypeParameters);
        _constraints = Code.Constraints(place.TypeParameters);
    }

    /// <summary>The type arguments of the methods beside the body.</summary>
    public string TypeArguments { get; }

    private MethodModel Method => _target.Method;

    private bool ReturnsTask => Method.Returns is ReturnShape.Kind.Task or ReturnShape.Kind.TaskOf or ReturnShape.Kind.ValueTask or ReturnShape.Kind.ValueTaskOf
        or ReturnShape.Kind.TaskLike or ReturnShape.Kind.TaskLikeOf;

    private bool IsSequence => Method.Returns == ReturnShape.Kind.Sequence;

    /// <summary>The call's arguments for a method that takes what the original takes.</summary>
    private string Arguments => Code.List(Method.Parameters.Select(Code.Argument));

    public string Original => $"{_place.Original}({Join(_place.SelfArgument, Arguments)})";

    /// <summary>Parameters and arguments of the methods that stand beside the body.</summary>
    private string Parameters => Join(_place.SelfParameter ?? "", Code.Declarations(Method.Parameters));

    private string OwnArguments => Join(_place.SelfParameter is null ? "" : Code.ReceiverArgument(Method, _place.Self), Arguments);

    /// <summary>The class of an async method's calls.</summary>
    public void AsyncCall(AsyncMethodModel method) => new AsyncEmitter(_code, method, _names, _tags, this).Emit();

    /// <summary>The statements of the method that callers reach.</summary>
    public void Entry()
    {
        var observed = $"{_target.Member}_Observed{TypeArguments}({OwnArguments});";
        var result = Code.Return(Method);
        _code.Line($"if ({IsOn()})").Indented(result + observed);
        if (result.Length == 0)
            _code.Line("else").Indented(Original + ";");
        else
            _code.Line().Line($"{result}{Original};");
    }

    /// <summary>The method that callers of the generated class reach, with <see cref="Entry"/> as its body.</summary>
    public void EntryMethod()
    {
        _code.Line(Code.Inline);
        using (_code.Open($"internal static {Code.Unsafe(Method)}{Method.ReturnType} {Code.Identifier(_target.Member)}{TypeArguments}({Parameters}){_constraints}"))
            Entry();
    }

    /// <summary>The methods of the observed call.</summary>
    public void Observed()
    {
        var task = ReturnsTask ? new TaskEmitter(_code, _target, _names, _tags, this) : null;
        var sequence = IsSequence ? new SequenceEmitter(_code, _target, _names, _tags, this) : null;
        using (Header($"{Code.Unsafe(Method)}{Method.ReturnType} {_target.Member}_Observed", Parameters, Method.IsUnscoped && _place.IsInside))
        {
            if (sequence is null)
                Start();
            sequence?.CallAndObserve();
            task?.CallAndHandOver();
            if (sequence is null && task is null)
                CallAndReturn();
        }

        task?.Awaited();
        sequence?.Enumeration();
        Ends();
    }

    /// <summary>Whether anybody looks, as an expression.</summary>
    public string IsOn()
    {
        var conditions = _target.Metrics.Select(m => MetricEmitter.IsOn(_place, _target, m));
        return string.Join(" || ", _target.Span is { } span ? conditions.Prepend(IsTracing(span)) : conditions);
    }

    private string IsTracing(SpanModel span) => $"{_place.Fields}s_scope.IsTracing(global::Instrumentation.Level.{span.Level})";

    private void Start()
    {
        _code.Line($"var {_names.Call} = default({Code.Call});");
        if (_target.Span is { } span)
            StartSpan(span);
        _tags.Declare();
        _tags.SetOnSpan();
        if (_names.Started is { } started)
            _code.Line($"var {started} = global::System.Diagnostics.Stopwatch.GetTimestamp();");
        CountIn("var ");
    }

    /// <summary>Counts the call in.</summary>
    public void CountIn(string declaration) => _metrics.CountIn(declaration);

    /// <summary>Starts the span, if it is to be made. What came with a message is read first, unless it has been.</summary>
    public void StartSpan(SpanModel span, bool isCarrierRead = false)
    {
        var conditions = new List<string>();
        if (!_target.Metrics.IsEmpty)
            conditions.Add(IsTracing(span));
        if (span.OutermostOnly)
            conditions.Add($"!{Code.Call}.IsInside({_place.Fields}s_source, {Code.Literal(span.Name)})");
        var start = $"{_names.Call}.{(span.NewRoot ? "StartRootSpan" : "StartSpan")}({_place.Fields}s_source, {Code.Literal(span.Name)}, global::System.Diagnostics.ActivityKind.{span.Kind}{CarrierEmitter.Argument(span, _names)});";
        if (span.Carrier is { } carrier && !isCarrierRead)
        {
            using (If(conditions))
            {
                _carrier.Declare();
                _carrier.Read(carrier);
                _code.Line(start);
            }
        }
        else if (conditions.Count == 0)
        {
            _code.Line(start);
        }
        else
        {
            _code.Line($"if ({string.Join(" && ", conditions)})").Indented(start);
        }
    }

    /// <summary>Reads what came with a message, if the span is to be made.</summary>
    public void ReadCarrier()
    {
        if (_target.Span is not { Carrier: { } carrier } span)
            return;

        _carrier.Declare();
        using (If(_target.Metrics.IsEmpty ? [] : [IsTracing(span)]))
            _carrier.Read(carrier);
    }

    /// <summary>The method that looks at the result, the one that ends the call, and what they need.</summary>
    public void Ends()
    {
        if (_names.HasReturned)
            _tags.Returned((name, parameters) => Header(name, parameters));
        _metrics.Stop();
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

    /// <summary>Looks at an exception without catching it: the filter records and declines.</summary>
    public void Rethrow()
    {
        using (_code.Open($"catch (global::System.Exception {_names.Exception}) when ({Fails()})"))
            _code.Line("throw;");
    }

    /// <summary>Records the exception, unless it is no failure; the value is always false.</summary>
    public string Fails() => string.Join(" && ", NoFailures().Append($"{_names.Call}.Fails({_names.Exception}, global::Instrumentation.Errors.{_target.Errors.Errors})"));

    /// <summary>The statement that ends the call.</summary>
    public string StopCall() => _target.Metrics.IsEmpty
        ? $"{_names.Call}.Stop();"
        : $"{_target.Member}_Stop({Code.List(_names.StopState.Select(static s => s.Name).Prepend("in " + _names.Call))});";

    /// <summary>A method beside the body.</summary>
    public CodeWriter.Block Header(string nameAndReturn, string parameters, bool isUnscoped = false)
    {
        _code.Line().Lines(_place.Attributes);
        if (isUnscoped)
            _code.Line($"[{Code.UnscopedRef}]");
        return _code.Open($"{_place.Modifiers} {nameAndReturn}{TypeArguments}({parameters}){_constraints}");
    }

    public void Return(string expression)
    {
        if (!_names.HasReturned)
        {
            _code.Line($"{Code.Return(Method)}{expression};");
            return;
        }

        var isByReference = Code.ByReference(Method.ReturnType).Length > 0;
        _code.Line($"{(isByReference ? Method.ReturnType : "var")} {_names.Result} = {Code.ByReference(Method.ReturnType)}{expression};");
        _code.Line(_tags.CallReturned(_names.Result)).Line($"{Code.Return(Method)}{_names.Result};");
    }

    private IEnumerable<string> NoFailures()
    {
        var exception = _names.Exception;
        var expected = _target.Errors.ExpectedExceptions;
        if (!expected.IsEmpty)
            yield return $"{exception} is not {(expected.Count == 1 ? expected[0] : $"({string.Join(" or ", expected)})")}";
        var tokens = Method.CancellationTokens.Select(static p => p.Name + ".IsCancellationRequested").ToList();
        if (tokens.Count > 0)
            yield return $"!({exception} is global::System.OperationCanceledException && {(tokens.Count == 1 ? tokens[0] : $"({string.Join(" || ", tokens)})")})";
    }

    private CodeWriter.Block If(List<string> conditions) =>
        conditions.Count == 0 ? default : _code.Open($"if ({string.Join(" && ", conditions)})");

    private static string Join(string first, string rest) => first.Length == 0 ? rest : rest.Length == 0 ? first : first + ", " + rest;
}
