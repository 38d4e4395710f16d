using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Faults;

/// <summary>INS4xx: what is nobody's business, and what is lost.</summary>
internal static class Privacy
{
    // INS401: whoever reads traces reads it.
    public static void Login(Activity activity, string password) => activity.SetTag("shop.login", password);

    // INS402: what came from outside goes on to everybody else.
    public static void Enter(HttpListenerRequest request) => Baggage.SetBaggage("shop.agent", request.UserAgent);

    // INS403: whoever reads the source can send as this program.
    public static void Configure() => Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", "api-key=0123456789abcdef");
}
