using Instrumentation.Resources;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Resources.Detecting;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>How what telemetry comes from is put together, and that nobody waits for it.</summary>
[Collection(ProcessWide.Name)]
public sealed class ResolutionTests
{
    private const string DetectorName = "instrumentation: detecting resources by Instrumentation.Runtime.Tests.Resources.Detector ";

    [Theory]
    [InlineData(null, null, false, "found")]
    [InlineData("environment", null, false, "environment")]
    [InlineData("environment", null, true, "code")]
    [InlineData("environment", "name", false, "name")]
    [InlineData(null, "name", true, "code")]
    public async Task Code_beats_the_environment_which_beats_detectors_which_beat_the_defaults(string? attribute, string? name, bool isInCode, string expected)
    {
        using var surroundings = new Surroundings()
            .Set("OTEL_RESOURCE_ATTRIBUTES", attribute is null ? null : $"service.name={attribute}").Set("OTEL_SERVICE_NAME", name);
        await using var telemetry = Telemetry.Start(b => b.ConfigureResource(r =>
        {
            if (isInCode)
                r.AddService("code");
            r.AddDetector(Finding("service.name", "found"));
        }));

        Assert.Equal(expected, (await KnownAsync(telemetry)).Attributes.ValueOf("service.name"));
    }

    [Fact]
    public async Task What_is_said_later_wins_and_what_is_not_said_stays()
    {
        using var surroundings = new Surroundings();
        await using var telemetry = Telemetry.Start(static b => b
            .ConfigureResource(static r => r.AddService("market", "1.0", "eu", "1").AddAttributes(Attributes(("team", "a"), ("host.name", "said"))))
            .ConfigureResource(static r => r.AddService("shop", version: "1.4.0").AddAttributes(Attributes(("team", "b")))));

        var attributes = (await KnownAsync(telemetry)).Attributes;

        string[] keys = ["service.name", "service.version", "service.namespace", "service.instance.id", "team", "host.name"];
        Assert.Equal(["shop", "1.4.0", "eu", "1", "b", "said"], keys.Select(attributes.ValueOf));
        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public async Task Of_detectors_the_one_added_last_wins_and_all_win_over_those_that_come_with_telemetry()
    {
        using var machine = new MachineFolder();
        var resource = await machine.Machine.ResolveAsync(static r => r
            .AddDetector(Finding("host.name", "first")).AddDetector(Finding("host.name", "second")));

        Assert.Equal("second", resource.Attributes.ValueOf("host.name"));
    }

    [Fact]
    public async Task After_clearing_only_what_is_added_counts()
    {
        using var machine = new MachineFolder();
        machine.Set("OTEL_SERVICE_NAME", "shop");

        Assert.Same(Resource.Empty, await machine.Machine.ResolveAsync(static r => r
            .AddService("market").AddDetector(Finding("a", "b")).AddCloudDetectors().AddProcessArguments().Clear()));
        Assert.Equal("c=d e=f", (await machine.Machine.ResolveAsync(static r => r
            .Clear().AddDetector(Finding("c", "d")).AddAttributes(Attributes(("e", "f"))))).Attributes.ToString());
    }

    [Fact]
    public async Task Where_telemetry_is_disabled_nothing_is_asked_and_nothing_said()
    {
        using var surroundings = new Surroundings().Set("OTEL_SDK_DISABLED", "true").Set("OTEL_RESOURCE_ATTRIBUTES", "%");
        await using var telemetry = Telemetry.Start(static b => b.ConfigureResource(static r => r.AddService("shop")));

        Assert.Same(Resource.Empty, await telemetry.Resource);
        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public async Task A_detector_that_hangs_costs_the_start_nothing_and_the_others_arrive()
    {
        using var surroundings = new Surroundings();
        using var release = new ManualResetEventSlim();
        var cancelled = new TaskCompletionSource();
        await using var telemetry = Telemetry.Start(b => b.ConfigureResource(r => r
            .AddDetector(new Detector("blocks its thread", cancellation =>
            {
                cancellation.Register(cancelled.SetResult);
                release.Wait(CancellationToken.None);
                return new(Resource.Create(Attributes(("late", 1))));
            }))
            .AddDetector(Finding("other", "arrives"))));

        // The start has returned, and nobody has released the detector.
        Assert.False(telemetry.Resource.IsCompleted);
        var attributes = (await KnownAsync(telemetry)).Attributes;
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        release.Set();

        Assert.Equal("arrives", attributes.ValueOf("other"));
        Assert.Equal((long)Environment.ProcessId, attributes.ValueOf("process.pid"));
        Assert.Null(attributes.ValueOf("late"));
        Assert.Equal(DetectorName + "took longer than 2 s and was left behind.\n", surroundings.Told);
    }

    public static TheoryData<string> Misbehaviours => ["throws at once", "throws later", "finds null", "is cancelled", "never ends", "throws when its time is over"];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task Whatever_a_detector_does_the_others_findings_are_there(string how)
    {
        using var surroundings = new Surroundings();
        using var machine = new MachineFolder();

        var resource = await machine.Machine.ResolveAsync(r => r
            .AddDetector(new Detector(how, cancellation => MisbehaveAsync(how, cancellation))).AddDetector(Finding("other", "arrives")));

        Assert.Equal("arrives", resource.Attributes.ValueOf("other"));
        var told = how switch
        {
            "finds null" => "^$",
            "never ends" => $"^{DetectorName}took longer than 2 s and was left behind.\n$",
            "throws when its time is over" => $"^{DetectorName}took longer than 2 s and was left behind.\ninstrumentation: telling somebody to give up threw [^\n]+\n$",
            _ => $"^{DetectorName}threw System.[A-Za-z.]+; the application was not affected.\n$",
        };
        if (how == "throws when its time is over")
            await surroundings.Error.SeenAsync("telling somebody to give up");
        Assert.Matches(told, surroundings.Told);
    }

    [Fact]
    public async Task A_file_that_hangs_costs_its_detector_alone()
    {
        using var surroundings = new Surroundings();
        using var machine = new MachineFolder();
        var pipe = machine.PathOf("etc/machine-id");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await make.WaitForExitAsync();

        var resource = await machine.Machine.ResolveAsync();

        Assert.Null(resource.Attributes.ValueOf("host.name"));
        Assert.NotNull(resource.Attributes.ValueOf("os.type"));
        Assert.Equal(
            "instrumentation: detecting resources by Instrumentation.Resources.Detectors.HostDetector took longer than 1 s and was left behind.\n", surroundings.Told);

        // Whoever waits for a writer has one now.
        await File.WriteAllTextAsync(pipe, "");
    }

    [Fact]
    public async Task Detectors_run_beside_the_application_and_beside_each_other()
    {
        using var machine = new MachineFolder();
        using var both = new CountdownEvent(2);
        var caller = new AsyncLocal<string?> { Value = "the caller's" };
        IResourceDetector Meeting(string key) => new Detector(key, _ =>
        {
            both.Signal();
            Assert.True(both.Wait(TimeSpan.FromSeconds(10), CancellationToken.None));
            return new(Resource.Create(Attributes((key, caller.Value ?? "none"))));
        });

        var resource = await machine.Machine.ResolveAsync(r => r.AddDetector(Meeting("a")).AddDetector(Meeting("b")));

        Assert.Equal(("none", "none"), (resource.Attributes.ValueOf("a"), resource.Attributes.ValueOf("b")));
    }

    private static async Task<Resource> KnownAsync(Telemetry telemetry) => await telemetry.Resource.WaitAsync(TimeSpan.FromSeconds(10));

    private static Detector Finding(string key, string value) => new(value, _ => new(Resource.Create(Attributes((key, value)))));

    private static async ValueTask<Resource> MisbehaveAsync(string how, CancellationToken cancellation)
    {
        switch (how)
        {
            case "throws at once":
                throw new InvalidOperationException(how);
            case "throws later":
                await Task.Yield();
                throw new InvalidOperationException(how);
            case "is cancelled":
                throw new OperationCanceledException(how);
            case "never ends":
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
                break;
            case "throws when its time is over":
                cancellation.Register(static () => throw new InvalidOperationException("a callback"));
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                break;
        }

        return null!;
    }
}
