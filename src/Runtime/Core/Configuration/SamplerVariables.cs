using System.Globalization;
using Instrumentation.Diagnostics;
using Instrumentation.Resources;
using Instrumentation.Tracing;

namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c>; by default as the parent, and all of the rest.</summary>
internal static class SamplerVariables
{
    public const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    private const string Name = "OTEL_TRACES_SAMPLER";
    private const string ParentBased = "parentbased_";

    private static readonly Dictionary<string, Func<ResourceResolution, Sampler>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["always_on"] = static _ => new AlwaysOnSampler(),
        ["always_off"] = static _ => new AlwaysOffSampler(),
        ["traceidratio"] = static _ => new TraceIdRatioSampler(Ratio()),
        ["jaeger_remote"] = JaegerArgument.Read,
    };

    /// <summary>The sampler that they say.</summary>
    /// <param name="resource">What the spans come from: a sampler that asks others says for whom it asks.</param>
    /// <param name="owned">What is to be disposed with it, if anything is: a sampler that wraps another does not dispose it.</param>
    /// <returns>The sampler.</returns>
    public static Sampler Read(ResourceResolution resource, out IDisposable? owned)
    {
        var name = Variables.Text(Name) ?? "parentbased_always_on";
        var isParentBased = name.StartsWith(ParentBased, StringComparison.OrdinalIgnoreCase);
        if (!Known.TryGetValue(isParentBased ? name[ParentBased.Length..] : name, out var make))
        {
            Faults.Warn($"{Name} names a sampler that this build does not know; it knows {string.Join(", ", Known.Keys)}, each alone or after {ParentBased}. "
                + "parentbased_always_on is used.");
            (isParentBased, make) = (true, Known["always_on"]);
        }

        var sampler = make(resource);
        owned = sampler as IDisposable;
        return isParentBased ? new ParentBasedSampler(sampler) : sampler;
    }

    private static double Ratio()
    {
        if (Variables.Text(Argument) is not { } text)
            return 1;
        if (TryRatio(text, out var ratio))
            return ratio;

        Faults.Warn($"{Argument} is no number from 0 to 1; 1 is used.");
        return 1;
    }

    public static bool TryRatio(string text, out double ratio) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out ratio) && ratio is >= 0 and <= 1;
}
