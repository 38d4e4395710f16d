namespace Instrumentation.Analyzers;

/// <summary>
/// Every rule's id. <c>INS0xx</c>: use of the attributes, <c>INS1xx</c>: metrics, <c>INS2xx</c>: tracing, <c>INS3xx</c>: names and semantic
/// conventions, <c>INS4xx</c>: privacy and safety. An id is never used again: that of a retired rule stays here as a comment.
/// </summary>
public static class RuleIds
{
    // The attributes.
    public const string AttributeCanHaveNoEffect = "INS001";
    public const string CallGoesAroundTheWrapper = "INS002";
    public const string TagCanHaveNoValue = "INS003";
    public const string NamedMemberMustExist = "INS004";
    public const string TagBelongsToNoSignal = "INS005";
    public const string MetricsOfOneNameAreAlike = "INS007";
    public const string SpanIsStartedTwice = "INS008";
    public const string PartialWrapperNeedsItsCore = "INS009";
    public const string ScopeReachesNoProvider = "INS012";
    public const string CallIsInterceptedTwice = "INS013";
    public const string OptionIsNotUnderstood = "INS014";
    public const string MethodEmitsSignals = "INS015";

    // Metrics.
    public const string MetricTagIsUnbounded = "INS104";
    public const string MetricTagKeySaysUnbounded = "INS105";
    public const string MetricTagIsFreeText = "INS106";
    public const string SeriesExceedTheBudget = "INS107";

    // Tracing.

    // Names and semantic conventions.

    // Privacy and safety.
    public const string TelemetryRevealsSecrets = "INS401";
    public const string BaggageCarriesRequestData = "INS402";
}
