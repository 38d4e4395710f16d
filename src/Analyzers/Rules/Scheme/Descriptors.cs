using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Instrumentation.Analyzers;

/// <summary>What each rule says, one line a rule.</summary>
public static class Descriptors
{
    /// <summary>Where the rules' pages, and everything else, are published.</summary>
    public const string RepositoryUrl = "https://github.com/instrumentation-dotnet/instrumentation";

    // The attributes.
    public static readonly DiagnosticDescriptor AttributeCanHaveNoEffect = Create(RuleIds.AttributeCanHaveNoEffect, "Attribute can have no effect", "{0} can have no effect on '{1}': {2}", Category.Attributes, Warning);
    public static readonly DiagnosticDescriptor CallGoesAroundTheWrapper = Create(RuleIds.CallGoesAroundTheWrapper, "Call goes around the wrapper", "'{0}' is not observed {1}", Category.Attributes, Info);
    public static readonly DiagnosticDescriptor TagCanHaveNoValue = Create(RuleIds.TagCanHaveNoValue, "Tag can have no value", "[Tag] on {0} can have no value: {1}", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor NamedMemberMustExist = Create(RuleIds.NamedMemberMustExist, "What an attribute names must exist and fit", "{0}", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor TagBelongsToNoSignal = Create(RuleIds.TagBelongsToNoSignal, "Tag belongs to no span and no metric", "[Tag] on '{0}' has no effect: {1}", Category.Attributes, Warning);
    public static readonly DiagnosticDescriptor MetricsOfOneNameAreAlike = Create(RuleIds.MetricsOfOneNameAreAlike, "Metrics of one name are alike", "Metric '{0}' is {1}, and {2} on '{3}'; give one of them another name, or make them alike", Category.Attributes, Error, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor SpanIsStartedTwice = Create(RuleIds.SpanIsStartedTwice, "Span is started twice", "This starts the span '{0}', and [Traced] starts one for each call of '{1}'; remove one of the two", Category.Attributes, Warning);
    public static readonly DiagnosticDescriptor PartialWrapperNeedsItsCore = Create(RuleIds.PartialWrapperNeedsItsCore, "Partial wrapper needs its core method", "'{0}' needs a core method with its body: {1}", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor ScopeReachesNoProvider = Create(RuleIds.ScopeReachesNoProvider, "Scope reaches no provider", "This project's {0} '{1}', and no provider listens to it; add .{2}(\"{1}\")", Category.Attributes, Warning, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor CallIsInterceptedTwice = Create(RuleIds.CallIsInterceptedTwice, "Call is intercepted by another package too", "This call of '{0}' is intercepted by '{1}' too, and the compiler takes one interceptor a call; leave it to that one with [NotIntercepted], or keep the other package from it", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor OptionIsNotUnderstood = Create(RuleIds.OptionIsNotUnderstood, "Option is not understood", "{0}", Category.Attributes, Warning, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor MethodEmitsSignals = CreateOff(RuleIds.MethodEmitsSignals, "Method emits signals", "A call of '{0}' emits {1}", Category.Attributes, Info);

    // Metrics.
    public static readonly DiagnosticDescriptor MetricTagIsUnbounded = Create(RuleIds.MetricTagIsUnbounded, "Metric tag is unbounded", "'{0}' is {1}{2}: about one series per {3}; {4}", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MetricTagKeySaysUnbounded = Create(RuleIds.MetricTagKeySaysUnbounded, "Metric tag's key says that it is unbounded", "The key '{0}' says that this is about one series per {1}; put the tag on the span instead", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MetricTagIsFreeText = Create(RuleIds.MetricTagIsFreeText, "Metric tag is free text", "'{0}' is {1}, and each new text is a series of its own; {2}", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor SeriesExceedTheBudget = Create(RuleIds.SeriesExceedTheBudget, "Series exceed the budget", "'{0}' can have {1} series, {2}, over the budget of {3}; put '{4}' on the span, or set instrumentation.series_budget", Category.Metrics, Warning);

    // Tracing.

    // Names and semantic conventions.

    // Privacy and safety.
    public static readonly DiagnosticDescriptor TelemetryRevealsSecrets = Create(RuleIds.TelemetryRevealsSecrets, "Telemetry reveals secrets or personal data", "{0}, and telemetry is kept and read where that must not be; remove it, or redact it", Category.Privacy, Warning);
    public static readonly DiagnosticDescriptor BaggageCarriesRequestData = Create(RuleIds.BaggageCarriesRequestData, "Baggage carries request data", "'{0}' is {1}, and baggage sends it along with every outgoing request, to third parties too; make it a tag of the span", Category.Privacy, Info);

    /// <summary>The page that explains a rule.</summary>
    public static string HelpLink(string id) => $"{RepositoryUrl}/blob/main/docs/rules/{id}.md";

    private static DiagnosticDescriptor Create(string id, string title, string message, string category, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description: null, HelpLink(id), tags);

    private static DiagnosticDescriptor CreateOff(string id, string title, string message, string category, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: false, description: null, HelpLink(id));
}
