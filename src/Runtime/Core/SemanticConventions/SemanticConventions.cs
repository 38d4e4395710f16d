namespace Instrumentation;

/// <summary>
/// The keys of OpenTelemetry's semantic conventions, and their known values, as constants: <c>SemanticConventions.Http.RequestMethod</c> is
/// <c>http.request.method</c>, and <c>SemanticConventions.Http.RequestMethodValues.Get</c> one of its values. They cost nothing: the compiler
/// writes the text where they are used.
/// </summary>
public static partial class SemanticConventions
{
}
