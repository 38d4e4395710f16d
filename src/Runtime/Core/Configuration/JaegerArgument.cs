using System.Globalization;
using Instrumentation.Diagnostics;
using Instrumentation.Resources;
using Instrumentation.Tracing;

namespace Instrumentation.Configuration;

/// <summary>
/// <c>OTEL_TRACES_SAMPLER_ARG</c> of Jaeger's remote sampler: <c>endpoint=http://localhost:5778,pollingIntervalMs=5000,initialSamplingRate=0.25</c>, in
/// any order. By default that endpoint, a minute, and one trace in a thousand.
/// </summary>
internal sealed record JaegerArgument(Uri Endpoint, TimeSpan Interval, double InitialRatio)
{
    // Where collectors answer by HTTP.
    private const string Path = "/sampling";

    private static readonly JaegerArgument Default = new(new Uri($"http://localhost:5778{Path}"), TimeSpan.FromMinutes(1), 0.001);

    public static Sampler Read(ResourceResolution resource)
    {
        var text = Variables.Text(SamplerVariables.Argument) ?? "";
        if (!TryParse(text, out var argument))
        {
            Faults.Warn($"{SamplerVariables.Argument} is no endpoint=…,pollingIntervalMs=…,initialSamplingRate=…; it is ignored.");
            argument = Default;
        }

        return new JaegerRemoteSampler(argument.Endpoint, ServiceNameAsync(resource.Resource), new TraceIdRatioSampler(argument.InitialRatio), argument.Interval);
    }

    private static async Task<string> ServiceNameAsync(Task<Resource> resource) =>
        (await resource.ConfigureAwait(false)).Attributes.ValueOf(SemanticConventions.Service.Name) as string ?? "unknown_service";

    private static bool TryParse(string text, out JaegerArgument argument)
    {
        argument = Default;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var key, var value])
                return false;
            switch (key)
            {
                case "endpoint" when Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps):
                    argument = argument with { Endpoint = uri.AbsolutePath == "/" ? new Uri(uri, Path) : uri };
                    break;
                case "pollingIntervalMs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var interval) && interval > 0:
                    argument = argument with { Interval = TimeSpan.FromMilliseconds(interval) };
                    break;
                case "initialSamplingRate" when SamplerVariables.TryRatio(value, out var ratio):
                    argument = argument with { InitialRatio = ratio };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
