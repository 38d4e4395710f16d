using System.Text.Json;

namespace Instrumentation.Tracing;

/// <summary>Reads the answer of a sampling service: the JSON form of Jaeger's <c>SamplingStrategyResponse</c>.</summary>
internal static class JaegerStrategy
{
    /// <summary>The sampler that the answer asks for; the current one where that does the same, so that a rate goes on counting.</summary>
    /// <exception cref="FormatException">The answer is no strategy.</exception>
    public static Sampler Read(JsonElement answer, Sampler current)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            throw new FormatException("A sampling strategy is an object.");

        var sampler = answer.TryGetProperty("operationSampling", out var operations) && operations.ValueKind == JsonValueKind.Object
            ? OfOperations(operations)
            : OfService(answer);
        return sampler.Description == current.Description ? current : sampler;
    }

    private static Sampler OfService(JsonElement answer)
    {
        if (answer.TryGetProperty("rateLimitingSampling", out var rate) && rate.ValueKind == JsonValueKind.Object)
            return OfRate(Number(rate, "maxTracesPerSecond"));
        if (answer.TryGetProperty("probabilisticSampling", out var probability) && probability.ValueKind == JsonValueKind.Object)
            return new TraceIdRatioSampler(Ratio(probability, "samplingRate"));
        throw new FormatException("The answer names no sampling strategy.");
    }

    private static Sampler OfOperations(JsonElement operations)
    {
        var lowest = operations.TryGetProperty("defaultLowerBoundTracesPerSecond", out _) ? Number(operations, "defaultLowerBoundTracesPerSecond") : 0;
        var otherwise = AtLeast(lowest, Ratio(operations, "defaultSamplingProbability"));
        if (!operations.TryGetProperty("perOperationStrategies", out var strategies) || strategies.ValueKind != JsonValueKind.Array)
            return otherwise;

        var named = new Dictionary<string, Sampler>(StringComparer.Ordinal);
        foreach (var strategy in strategies.EnumerateArray())
        {
            if (strategy.GetProperty("operation").GetString() is { } operation)
                named[operation] = AtLeast(lowest, Ratio(strategy.GetProperty("probabilisticSampling"), "samplingRate"));
        }

        return new ByOperation(named, otherwise);
    }

    private static Sampler OfRate(double tracesPerSecond) => tracesPerSecond > 0 ? new RateLimitingSampler(tracesPerSecond) : new AlwaysOffSampler();

    private static Sampler AtLeast(double tracesPerSecond, double ratio) =>
        tracesPerSecond > 0 && ratio < 1 ? new Either(new TraceIdRatioSampler(ratio), new RateLimitingSampler(tracesPerSecond)) : new TraceIdRatioSampler(ratio);

    private static double Ratio(JsonElement of, string name) =>
        Number(of, name) is var number and <= 1 ? number : throw new FormatException($"{name} is no number from 0 to 1.");

    private static double Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw new FormatException($"{name} is no number from 0 up.");

    private sealed class ByOperation(Dictionary<string, Sampler> named, Sampler otherwise) : Sampler
    {
        public override string Description =>
            $"PerOperation{{{string.Concat(named.OrderBy(static n => n.Key, StringComparer.Ordinal).Select(static n => $"{n.Key}={n.Value.Description},"))}otherwise={otherwise.Description}}}";

        public override SamplingResult ShouldSample(in SamplingParameters parameters) =>
            (named.TryGetValue(parameters.Name, out var sampler) ? sampler : otherwise).ShouldSample(parameters);
    }

    private sealed class Either(Sampler first, Sampler second) : Sampler
    {
        public override string Description => $"{first.Description}|{second.Description}";

        public override SamplingResult ShouldSample(in SamplingParameters parameters) =>
            first.ShouldSample(parameters) is { Decision: SamplingDecision.RecordAndSample } result ? result : second.ShouldSample(parameters);
    }
}
