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
    public const string BucketsMustAscend = "INS006";
    public const string MetricsOfOneNameAreAlike = "INS007";
    public const string SpanIsStartedTwice = "INS008";
    public const string PartialWrapperNeedsItsCore = "INS009";
    public const string SpanIsWrittenByHand = "INS010";
    public const string ObjectIsNeverObserved = "INS011";
    public const string ScopeReachesNoProvider = "INS012";
    public const string CallIsInterceptedTwice = "INS013";
    public const string OptionIsNotUnderstood = "INS014";
    public const string MethodEmitsSignals = "INS015";
    public const string CarrierCarriesNothing = "INS016";
    public const string InstrumentIsWrittenByHand = "INS017";

    // Metrics.
    public const string InstrumentIsCreatedRepeatedly = "INS101";
    public const string PropertyCreatesAtEachRead = "INS102";
    public const string SourceIsCreatedRepeatedly = "INS103";
    public const string MetricTagIsUnbounded = "INS104";
    public const string MetricTagKeySaysUnbounded = "INS105";
    public const string MetricTagIsFreeText = "INS106";
    public const string SeriesExceedTheBudget = "INS107";
    public const string MeasurementHasManyTags = "INS108";
    public const string TagsAreComputedUnguarded = "INS109";
    public const string CounterOnlyIncreases = "INS110";
    public const string MeasurementsHaveOneShape = "INS111";

    // Tracing.
    public const string SpanIsNotEnded = "INS201";
    public const string SpanMayBeNull = "INS202";
    public const string SpanNameHasManyValues = "INS203";
    public const string FailureLeavesNoStatus = "INS204";
    public const string SpanEndsBeforeItsTask = "INS205";
    public const string SpanIsLostToTheCaller = "INS206";
    public const string TagIsComputedForNobody = "INS207";
    public const string SpanIsOpenAcrossYield = "INS208";
    public const string MessageCarriesNoContext = "INS209";

    // Names and semantic conventions.
    public const string NameBreaksTheSyntax = "INS301";
    public const string UnitBreaksTheConventions = "INS302";
    public const string NameRepeatsKindOrUnit = "INS303";
    public const string KeyBreaksTheStyle = "INS304";
    public const string ConventionIsDeprecated = "INS305";
    public const string ValueDoesNotFitItsKey = "INS306";
    public const string KeyHasAConstant = "INS307";
    public const string InstrumentHasNoDescription = "INS308";

    // Privacy and safety.
    public const string TelemetryRevealsSecrets = "INS401";
    public const string BaggageCarriesRequestData = "INS402";
    public const string ExporterSecretIsInTheSource = "INS403";
    public const string ProviderIsNeverDisposed = "INS404";
}
