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

    // Tracing.

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
}
