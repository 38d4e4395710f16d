using Instrumentation.Generator.Contract;

namespace Instrumentation.Generator.Model;

/// <summary>
/// A method that is called and observed: all that the emitter needs to know. It bears no position and no call site, so that it stays equal
/// while bodies are edited.
/// </summary>
/// <param name="Strategy">How it is reached.</param>
/// <param name="Holder">The class that holds its instruments and, for intercepted calls, its wrapper.</param>
/// <param name="Member">Its name there; overloads differ.</param>
/// <param name="Display">Its name for people.</param>
/// <param name="Scope">Whose telemetry it is.</param>
/// <param name="Method">Its signature.</param>
/// <param name="Span">Its span, if it has one.</param>
/// <param name="Metrics">Its instruments.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Errors">What failure means.</param>
public sealed record TargetModel(
    Strategy Strategy,
    string Holder,
    string Member,
    string Display,
    ScopeModel Scope,
    MethodModel Method,
    SpanModel? Span,
    EquatableArray<MetricModel> Metrics,
    EquatableArray<TagModel> Tags,
    ErrorModel Errors);

/// <summary>A class of the generated namespace, with all targets that it holds.</summary>
public sealed record HolderModel(string Namespace, string Name, ScopeModel Scope, EquatableArray<TargetModel> Targets);
