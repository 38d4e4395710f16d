using System.Globalization;
using Instrumentation.Diagnostics;
using Instrumentation.Tracing;

namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c>; by default as the parent, and all of the rest.</summary>
internal static class SamplerVariables
{
    private const string Name = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";
    private const string Default = "parentbased_always_on";

    private static readonly Dictionary<string, Func<Sampler>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["always_on"] = static () => new AlwaysOnSampler(),
        ["always_off"] = static () => new AlwaysOffSampler(),
        ["traceidratio"] = static () => new TraceIdRatioSampler(Ratio()),
        ["parentbased_always_on"] = static () => new ParentBasedSampler(new AlwaysOnSampler()),
        ["parentbased_always_off"] = static () => new ParentBasedSampler(new AlwaysOffSampler()),
        ["parentbased_traceidratio"] = static () => new ParentBasedSampler(new TraceIdRatioSampler(Ratio())),
    };

    public static Sampler Read()
    {
        var name = Variables.Text(Name) ?? Default;
        if (Known.TryGetValue(name, out var make))
            return make();

        SelfLog.Write($"{Name} names a sampler that this build does not know; it knows {string.Join(", ", Known.Keys)}. {Default} is used.");
        return Known[Default]();
    }

    private static double Ratio()
    {
        if (Variables.Text(Argument) is not { } text)
            return 1;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1)
            return ratio;

        SelfLog.Write($"{Argument} is no number from 0 to 1; 1 is used.");
        return 1;
    }
}
