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
    public static readonly DiagnosticDescriptor BucketsMustAscend = Create(RuleIds.BucketsMustAscend, "Buckets must ascend", "{0}", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor MetricsOfOneNameAreAlike = Create(RuleIds.MetricsOfOneNameAreAlike, "Metrics of one name are alike", "Metric '{0}' is {1}, and {2} on '{3}'; give one of them another name, or make them alike", Category.Attributes, Error, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor SpanIsStartedTwice = Create(RuleIds.SpanIsStartedTwice, "Span is started twice", "This starts the span '{0}', and [Traced] starts one for each call of '{1}'; remove one of the two", Category.Attributes, Warning);
    public static readonly DiagnosticDescriptor PartialWrapperNeedsItsCore = Create(RuleIds.PartialWrapperNeedsItsCore, "Partial wrapper needs its core method", "'{0}' needs a core method with its body: {1}", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor SpanIsWrittenByHand = Create(RuleIds.SpanIsWrittenByHand, "Span is written by hand", "The body of '{0}' is in a span that is written by hand; [Traced] writes the same", Category.Attributes, Hidden);
    public static readonly DiagnosticDescriptor ObjectIsNeverObserved = Create(RuleIds.ObjectIsNeverObserved, "Object is never observed", "{0} of '{1}' is never asked: nothing calls StartObserving() of '{2}'; call it at the end of its constructor", Category.Attributes, Warning, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor ScopeReachesNoProvider = Create(RuleIds.ScopeReachesNoProvider, "Scope reaches no provider", "This project's {0} '{1}', and no provider listens to it; add .{2}(\"{1}\")", Category.Attributes, Warning, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor CallIsInterceptedTwice = Create(RuleIds.CallIsInterceptedTwice, "Call is intercepted by another package too", "This call of '{0}' is intercepted by '{1}' too, and the compiler takes one interceptor a call; leave it to that one with [NotIntercepted], or keep the other package from it", Category.Attributes, Error);
    public static readonly DiagnosticDescriptor OptionIsNotUnderstood = Create(RuleIds.OptionIsNotUnderstood, "Option is not understood", "{0}", Category.Attributes, Warning, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor MethodEmitsSignals = CreateOff(RuleIds.MethodEmitsSignals, "Method emits signals", "A call of '{0}' emits {1}", Category.Attributes, Info);
    public static readonly DiagnosticDescriptor CarrierCarriesNothing = Create(RuleIds.CarrierCarriesNothing, "Carrier carries nothing", "[Carrier] on '{0}' has no effect: {1}", Category.Attributes, Warning);
    public static readonly DiagnosticDescriptor InstrumentIsWrittenByHand = Create(RuleIds.InstrumentIsWrittenByHand, "Instrument is written by hand", "'{0}' is an instrument that is written by hand; [{1}] makes a method of it, whose calls say their tags", Category.Attributes, Hidden);

    // Metrics.
    public static readonly DiagnosticDescriptor InstrumentIsCreatedRepeatedly = Create(RuleIds.InstrumentIsCreatedRepeatedly, "Instrument is created repeatedly", "Instrument {0} is created {1}: each creation takes a lock, and what it leaves adds up; create it once, in a static readonly field", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor PropertyCreatesAtEachRead = Create(RuleIds.PropertyCreatesAtEachRead, "Property creates at each read", "'{0}' creates {1} at each read, and none of them is the one before; create it once, in a static readonly field", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor SourceIsCreatedRepeatedly = Create(RuleIds.SourceIsCreatedRepeatedly, "Meter or activity source is created repeatedly", "{0} is created {1}: every listener is told of each, and keeps it until it is disposed; create it once, in a static readonly field", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MetricTagIsUnbounded = Create(RuleIds.MetricTagIsUnbounded, "Metric tag is unbounded", "'{0}' is {1}{2}: about one series per {3}; {4}", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MetricTagKeySaysUnbounded = Create(RuleIds.MetricTagKeySaysUnbounded, "Metric tag's key says that it is unbounded", "The key '{0}' says that this is about one series per {1}; put the tag on the span instead", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MetricTagIsFreeText = Create(RuleIds.MetricTagIsFreeText, "Metric tag is free text", "'{0}' is {1}, and each new text is a series of its own; {2}", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor SeriesExceedTheBudget = Create(RuleIds.SeriesExceedTheBudget, "Series exceed the budget", "'{0}' can have {1} series, {2}, over the budget of {3}; put '{4}' on the span, or set instrumentation.series_budget", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MeasurementHasManyTags = Create(RuleIds.MeasurementHasManyTags, "Measurement has many tags", "This measurement has {0} tags, and more than {1} are copied to the heap each time; leave out those that nobody asks for", Category.Metrics, Info);
    public static readonly DiagnosticDescriptor TagsAreComputedUnguarded = Create(RuleIds.TagsAreComputedUnguarded, "Tags are computed for nobody", "The tag {0} is computed by {1} even while nobody listens to '{2}'; ask '{2}.Enabled' first", Category.Metrics, Info);
    public static readonly DiagnosticDescriptor CounterOnlyIncreases = Create(RuleIds.CounterOnlyIncreases, "Counter only increases", "{0}", Category.Metrics, Warning);
    public static readonly DiagnosticDescriptor MeasurementsHaveOneShape = Create(RuleIds.MeasurementsHaveOneShape, "Measurements have one shape", "'{0}' is measured with {1} here, and with {2} in '{3}'; {4}", Category.Metrics, Info, WellKnownDiagnosticTags.CompilationEnd);

    // Tracing.
    public static readonly DiagnosticDescriptor SpanIsNotEnded = Create(RuleIds.SpanIsNotEnded, "Span is not ended", "The span {0} is {1}, and a span that is not ended is never exported; declare it with 'using'", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor SpanMayBeNull = Create(RuleIds.SpanMayBeNull, "Span may be null", "{0} is null when nobody listens to the source or the span is not sampled; use '?.'", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor SpanNameHasManyValues = Create(RuleIds.SpanNameHasManyValues, "Span name has many values", "The span name contains '{0}', {1}, so that hardly two spans are called alike; give the span a constant name, and put the value into a tag", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor FailureLeavesNoStatus = Create(RuleIds.FailureLeavesNoStatus, "Failure leaves no status on the span", "This catches what fails inside the span {0} and leaves the span's status as if nothing had; set the status to Error, or throw again", Category.Tracing, Info);
    public static readonly DiagnosticDescriptor SpanEndsBeforeItsTask = Create(RuleIds.SpanEndsBeforeItsTask, "Span ends before its task", "The span {0} ends when the task of '{1}' is returned, not when it is done; await it", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor SpanIsLostToTheCaller = Create(RuleIds.SpanIsLostToTheCaller, "Span is lost to the caller", "{0} is async, so that '{1}' is not this span in the caller; start the span there, or in a method that is not async", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor TagIsComputedForNobody = Create(RuleIds.TagIsComputedForNobody, "Tag is computed for nobody", "'{0}' is computed for the tag also where the span is not recorded; ask '{1}' first", Category.Tracing, Info);
    public static readonly DiagnosticDescriptor SpanIsOpenAcrossYield = Create(RuleIds.SpanIsOpenAcrossYield, "Span is open across yield", "This span is open across 'yield return': {0}; start it around each step, or around the code that reads the elements", Category.Tracing, Warning);
    public static readonly DiagnosticDescriptor MessageCarriesNoContext = Create(RuleIds.MessageCarriesNoContext, "Message carries no context", "'{0}' is made inside the span {1} and carries nothing of its context, so that its receiver starts another trace; inject the context", Category.Tracing, Hidden);

    // Names and semantic conventions.
    public static readonly DiagnosticDescriptor NameBreaksTheSyntax = Create(RuleIds.NameBreaksTheSyntax, "Name breaks the specification's syntax", "'{0}' can't be the name of {1}: {2}", Category.Naming, Error);
    public static readonly DiagnosticDescriptor UnitBreaksTheConventions = Create(RuleIds.UnitBreaksTheConventions, "Unit breaks the conventions", "{0}", Category.Naming, Warning);
    public static readonly DiagnosticDescriptor NameRepeatsKindOrUnit = Create(RuleIds.NameRepeatsKindOrUnit, "Name repeats the instrument's kind or unit", "'{0}' repeats the instrument's {1}, which exporters write beside the name, or add to it where a backend wants that; leave out '{2}'", Category.Naming, Info);
    public static readonly DiagnosticDescriptor KeyBreaksTheStyle = Create(RuleIds.KeyBreaksTheStyle, "Key breaks the naming style", "'{0}' {1}", Category.Naming, Info);
    public static readonly DiagnosticDescriptor ConventionIsDeprecated = Create(RuleIds.ConventionIsDeprecated, "Semantic convention is deprecated", "The semantic conventions have deprecated '{0}'{1}", Category.Naming, Warning);
    public static readonly DiagnosticDescriptor ValueDoesNotFitItsKey = Create(RuleIds.ValueDoesNotFitItsKey, "Value does not fit its key", "By the semantic conventions '{0}' is {1}, and this is {2}; {3}", Category.Naming, Warning);
    public static readonly DiagnosticDescriptor KeyHasAConstant = Create(RuleIds.KeyHasAConstant, "Key has a constant", "'{0}' is {1}, which the compiler checks", Category.Naming, Hidden);
    public static readonly DiagnosticDescriptor InstrumentHasNoDescription = Create(RuleIds.InstrumentHasNoDescription, "Instrument has no description", "{0} has no description, which is all that those who find it in a backend know of its meaning", Category.Naming, Hidden);

    // Privacy and safety.
    public static readonly DiagnosticDescriptor TelemetryRevealsSecrets = Create(RuleIds.TelemetryRevealsSecrets, "Telemetry reveals secrets or personal data", "{0}, and telemetry is kept and read where that must not be; remove it, or redact it", Category.Privacy, Warning);
    public static readonly DiagnosticDescriptor BaggageCarriesRequestData = Create(RuleIds.BaggageCarriesRequestData, "Baggage carries request data", "'{0}' is {1}, and baggage sends it along with every outgoing request, to third parties too; make it a tag of the span", Category.Privacy, Info);
    public static readonly DiagnosticDescriptor ExporterSecretIsInTheSource = Create(RuleIds.ExporterSecretIsInTheSource, "Exporter secret is in the source", "{0}, for everybody who can read the source or the assembly; read it from the configuration", Category.Privacy, Warning);
    public static readonly DiagnosticDescriptor ProviderIsNeverDisposed = Create(RuleIds.ProviderIsNeverDisposed, "Provider is never disposed", "The {0} that this builds is never disposed: {1}; declare it with '{2}'", Category.Privacy, Warning);

    /// <summary>The page that explains a rule.</summary>
    public static string HelpLink(string id) => $"{RepositoryUrl}/blob/main/docs/rules/{id}.md";

    private static DiagnosticDescriptor Create(string id, string title, string message, string category, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description: null, HelpLink(id), tags);

    private static DiagnosticDescriptor CreateOff(string id, string title, string message, string category, DiagnosticSeverity severity) =>
        new(id, title, message, category, severity, isEnabledByDefault: false, description: null, HelpLink(id));
}
