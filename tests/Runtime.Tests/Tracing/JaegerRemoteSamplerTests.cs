using System.Diagnostics;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>A sampler that asks a service over HTTP how to sample.</summary>
[Collection(ProcessWide.Name)]
public sealed class JaegerRemoteSamplerTests
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);

    [Theory]
    [InlineData("""{"strategyType":"PROBABILISTIC","probabilisticSampling":{"samplingRate":0.25}}""", "TraceIdRatioBased{0.25}")]
    [InlineData("""{"strategyType":0,"probabilisticSampling":{"samplingRate":1}}""", "TraceIdRatioBased{1}")]
    [InlineData("""{"strategyType":"RATE_LIMITING","rateLimitingSampling":{"maxTracesPerSecond":7}}""", "RateLimitingSampler{7}")]
    [InlineData("""{"rateLimitingSampling":{"maxTracesPerSecond":0}}""", "AlwaysOffSampler")]
    [InlineData(
        """{"operationSampling":{"defaultSamplingProbability":0.5,"defaultLowerBoundTracesPerSecond":0.1,"perOperationStrategies":[{"operation":"b","probabilisticSampling":{"samplingRate":0}},{"operation":"a","probabilisticSampling":{"samplingRate":1}}]}}""",
        "PerOperation{a=TraceIdRatioBased{1},b=TraceIdRatioBased{0}|RateLimitingSampler{0.1},otherwise=TraceIdRatioBased{0.5}|RateLimitingSampler{0.1}}")]
    [InlineData("""{"operationSampling":{"defaultSamplingProbability":0.5}}""", "TraceIdRatioBased{0.5}")]
    public async Task An_answer_is_the_sampler_from_then_on(string answer, string expected)
    {
        using var surroundings = new Surroundings();
        await using var service = new JaegerService(answer);
        using var sampler = new JaegerRemoteSampler(service.Address, "my shop", interval: Often);

        await SeenAsync(sampler, $"JaegerRemoteSampler{{{expected}}}");

        Assert.Equal("GET /sampling?service=my%20shop HTTP/1.1", service.Requests.First());
        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public async Task Operations_are_decided_by_their_names()
    {
        using var surroundings = new Surroundings();
        await using var service = new JaegerService(
            """{"operationSampling":{"defaultSamplingProbability":0,"perOperationStrategies":[{"operation":"a","probabilisticSampling":{"samplingRate":1}}]}}""");
        using var sampler = new JaegerRemoteSampler(service.Address, "shop", interval: Often);
        await SeenAsync(sampler, "JaegerRemoteSampler{PerOperation{a=TraceIdRatioBased{1},otherwise=TraceIdRatioBased{0}}}");

        Assert.Equal(SamplingDecision.RecordAndSample, Decide("a"));
        Assert.Equal(SamplingDecision.Drop, Decide("b"));

        SamplingDecision Decide(string name) =>
            sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, ActivityKind.Internal)).Decision;
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"probabilisticSampling":{"samplingRate":1.5}}""")]
    [InlineData("""{"probabilisticSampling":{"samplingRate":"0.5"}}""")]
    [InlineData("""{"probabilisticSampling":{}}""")]
    [InlineData("""{"probabilisticSampling":null}""")]
    [InlineData("""{"rateLimitingSampling":{"maxTracesPerSecond":-1}}""")]
    [InlineData("""{"operationSampling":{"defaultSamplingProbability":0.5,"perOperationStrategies":[{}]}}""")]
    public async Task An_answer_that_is_none_is_told_of_and_the_last_good_one_kept(string answer)
    {
        using var surroundings = new Surroundings();
        await using var service = new JaegerService("""{"probabilisticSampling":{"samplingRate":0.25}}""");
        using var sampler = new JaegerRemoteSampler(service.Address, "shop", interval: Often);
        await SeenAsync(sampler, "JaegerRemoteSampler{TraceIdRatioBased{0.25}}");

        service.Answer = answer;
        await surroundings.Error.SeenAsync($"instrumentation: asking {service.Address.Authority} how to sample threw ");

        Assert.Equal("JaegerRemoteSampler{TraceIdRatioBased{0.25}}", sampler.Description);
    }

    [Fact]
    public async Task Nobody_to_ask_leaves_the_initial_sampler()
    {
        using var surroundings = new Surroundings();
        Uri address;
        await using (var gone = new JaegerService("{}"))
            address = gone.Address;

        using var sampler = new JaegerRemoteSampler(address, "shop", new AlwaysOnSampler(), Often);

        await surroundings.Error.SeenAsync("how to sample threw System.Net.Http.HttpRequestException");
        Assert.Equal("JaegerRemoteSampler{AlwaysOnSampler}", sampler.Description);
    }

    [Fact]
    public async Task Asking_makes_no_span()
    {
        using var surroundings = new Surroundings();
        await using var service = new JaegerService("""{"probabilisticSampling":{"samplingRate":1}}""");
        var exporter = new Instrumentation.Export.InMemoryExporter<Activity>();
        await using (var telemetry = Telemetry.Start(b => b.WithTracing(t => t
            .AddSource("System.Net.Http")
            .SetSampler(new JaegerRemoteSampler(service.Address, "shop", new AlwaysOnSampler(), Often))
            .AddExporter(exporter))))
        {
            await SeenAsync(telemetry.Sampler, "JaegerRemoteSampler{TraceIdRatioBased{1}}");
        }

        Assert.Empty(exporter.Items);
        Assert.DoesNotContain(service.Requests, static r => r.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_can_not_be_asked_is_refused()
    {
        var address = new Uri("http://localhost:5778/sampling");
        Assert.Throws<ArgumentNullException>(() => new JaegerRemoteSampler(null!, "shop"));
        Assert.Throws<ArgumentException>(() => new JaegerRemoteSampler(address, " "));
        Assert.Throws<ArgumentException>(() => new JaegerRemoteSampler(new Uri("/sampling", UriKind.Relative), "shop"));
        Assert.Throws<ArgumentException>(() => new JaegerRemoteSampler(new Uri("ftp://localhost/"), "shop"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JaegerRemoteSampler(address, "shop", interval: TimeSpan.Zero));
    }

    private static async Task SeenAsync(Sampler sampler, string description)
    {
        var watch = Stopwatch.StartNew();
        while (sampler.Description != description)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), sampler.Description);
            await Task.Yield();
        }
    }
}
