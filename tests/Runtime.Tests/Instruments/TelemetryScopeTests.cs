using Instrumentation.Instruments;

namespace Instrumentation.Runtime.Tests.Instruments;

public sealed class TelemetryScopeTests
{
    [Fact]
    public void A_scope_is_made_once_for_each_name_version_and_schema_URL()
    {
        var scope = TelemetryScope.Get("Scope.Once", "1", "https://example.com/1");

        Assert.Same(scope, TelemetryScope.Get("Scope.Once", "1", "https://example.com/1"));
        Assert.NotSame(scope, TelemetryScope.Get("Scope.Once", "2", "https://example.com/1"));
        Assert.NotSame(scope, TelemetryScope.Get("Scope.Once", "1", "https://example.com/2"));
        Assert.NotSame(scope, TelemetryScope.Get("Scope.Once", "1"));
        Assert.NotSame(scope, TelemetryScope.Get("scope.once", "1", "https://example.com/1"));
        Assert.Equal(("Scope.Once", "1", "https://example.com/1"), (scope.Source.Name, scope.Source.Version, scope.Source.TelemetrySchemaUrl));
        Assert.Equal(("Scope.Once", "1", "https://example.com/1"), (scope.Meter.Name, scope.Meter.Version, scope.Meter.TelemetrySchemaUrl));
    }

    [Fact]
    public async Task Many_threads_that_ask_at_once_get_the_same_one()
    {
        const int threads = 16;
        using var together = new Barrier(threads);
        for (var round = 0; round < 20; round++)
        {
            var name = $"Scope.Threads.{round}";
            var scopes = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return TelemetryScope.Get(name);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(scopes.Distinct());
        }
    }

    [Fact]
    public void A_name_is_generated_from_when_its_scope_is_made_on()
    {
        Assert.False(TelemetryScope.IsGenerated("Scope.Known"));
        TelemetryScope.Get("Scope.Known", "1");
        Assert.True(TelemetryScope.IsGenerated("Scope.Known"));
        Assert.False(TelemetryScope.IsGenerated("scope.known"));
    }

    [Fact]
    public void Nothing_is_traced_while_nobody_listens()
    {
        var scope = TelemetryScope.Get("Scope.Unheard");

        Assert.Equal(Level.Normal, scope.Level);
        Assert.False(scope.IsTracing(Level.Essential));
    }
}
