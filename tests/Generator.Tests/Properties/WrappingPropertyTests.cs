using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>
/// Programs that nobody thought of behave the same with and without the generator, listened to or not, and what is listened to is what they
/// did. Without a word the same programs are drawn each time, so that no change fails for another one's find: set PROPERTY_SEED to draw others,
/// and PROPERTY_PROGRAMS for more of them.
/// </summary>
public sealed class WrappingPropertyTests(ITestOutputHelper output)
{
    private const int BatchSize = 20;

    private static readonly int Programs = int.Parse(Environment.GetEnvironmentVariable("PROPERTY_PROGRAMS") ?? "300", CultureInfo.InvariantCulture);
    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("PROPERTY_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Any_program_behaves_as_it_would_without_attributes()
    {
        var spans = 0;
        var property = Prop.ForAll(ProgramShapes.Batches(BatchSize), batch =>
        {
            var trial = Trial.Of(batch);
            spans += trial.Spans;
            return trial.Complaint.Length == 0 ? true.ToProperty() : false.Label(trial.Complaint);
        });

        output.WriteLine($"PROPERTY_SEED={Seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Programs / BatchSize)).WithStartSize(1).WithReplay(Seed, 2_147_483_647UL).WithQuietOnSuccess(true);
        Check.One(config, property);

        // Programs in which nothing is observed would prove nothing.
        output.WriteLine($"{Programs} programs, {spans} spans");
        Assert.True(spans > Programs * 4, $"{spans} spans in {Programs} programs.");
    }
}
