using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>
/// Programs that nobody thought of behave the same with and without the generator, listened to or not, and what is listened to is what they
/// did. Set PROPERTY_PROGRAMS to run more of them, and PROPERTY_SEED to run those again that failed.
/// </summary>
public sealed class WrappingPropertyTests(ITestOutputHelper output)
{
    private const int BatchSize = 20;

    private static readonly int Programs = int.Parse(Environment.GetEnvironmentVariable("PROPERTY_PROGRAMS") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void Any_program_behaves_as_it_would_without_attributes()
    {
        var seed = Environment.GetEnvironmentVariable("PROPERTY_SEED") is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        var spans = 0;
        var property = Prop.ForAll(ProgramShapes.Batches(BatchSize), batch =>
        {
            var trial = Trial.Of(batch);
            spans += trial.Spans;
            return trial.Complaint.Length == 0 ? true.ToProperty() : false.Label(trial.Complaint);
        });

        output.WriteLine($"PROPERTY_SEED={seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Programs / BatchSize)).WithStartSize(1).WithReplay(seed, 2_147_483_647UL).WithQuietOnSuccess(true);
        Check.One(config, property);

        // Programs in which nothing is observed would prove nothing.
        output.WriteLine($"{Programs} programs, {spans} spans");
        Assert.True(spans > Programs * 4, $"{spans} spans in {Programs} programs.");
    }
}
