using Instrumentation.Export;
using Instrumentation.Export.Delivery.Disk;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>What a power cut costs, by policy.</summary>
public sealed class DiskSyncTests
{
    private const int Limit = 512 * 1024;

    [Fact]
    public void With_Always_nothing_that_was_appended_is_lost()
    {
        if (!OperatingSystem.IsLinux())
            return;

        for (var seed = 0; seed < 60; seed++)
        {
            var (power, random) = (new PowerCut(), new Random(seed));
            using var folder = new DiskFolder();
            using var buffer = folder.Open(Limit, DiskSync.Always, flush: power.Flush);
            var queue = buffer.Queue(Traces);
            var (known, waiting) = (new List<byte[]>(), new List<byte[]>());
            for (var i = random.Next(60); i >= 0; i--)
            {
                known.Add(Body(known.Count, random.Next(4, 9_000)));
                var stored = queue.Append(known[^1])!;
                if (random.Next(3) == 0)
                    waiting.Add(known[^1]);
                else
                    queue.Complete(stored);
            }

            var back = Recover(folder, power, random);
            Assert.Subset(known.Select(Convert.ToHexString).ToHashSet(), back);
            Assert.Superset(waiting.Select(Convert.ToHexString).ToHashSet(), back);
        }
    }

    [Fact]
    public async Task With_Interval_what_was_appended_a_while_before_is_not_lost()
    {
        if (!OperatingSystem.IsLinux())
            return;

        for (var seed = 0; seed < 10; seed++)
        {
            var power = new PowerCut();
            using var folder = new DiskFolder();
            using var buffer = folder.Open(Limit, DiskSync.Interval, new Hurried(), power.Flush);
            var queue = buffer.Queue(Traces);
            var known = Enumerable.Range(0, 40).Select(static i => Body(i, 5_000)).ToList();
            known.ForEach(body => queue.Append(body));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!power.IsAllOnDisk(folder))
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            var after = Enumerable.Range(100, 10).Select(static i => Body(i, 5_000)).ToList();
            after.ForEach(body => queue.Append(body));

            var back = Recover(folder, power, new Random(seed));
            Assert.Superset(known.Select(Convert.ToHexString).ToHashSet(), back);
            Assert.Subset(known.Concat(after).Select(Convert.ToHexString).ToHashSet(), back);
        }
    }

    [Theory]
    [InlineData(DiskSync.Interval, true)]
    [InlineData(DiskSync.None, false)]
    public void The_end_makes_sure_unless_the_operating_system_shall(object sync, bool isOnDisk)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var power = new PowerCut();
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(Limit, (DiskSync)sync, flush: power.Flush))
        {
            for (var i = 0; i < 40; i++)
                buffer.Queue(Traces).Append(Body(i, 5_000));
        }

        Assert.Equal(isOnDisk, power.IsAllOnDisk(folder));
        Assert.Equal(isOnDisk, power.Flushes > 0);
    }

    [Fact]
    public void A_disk_that_fails_to_make_sure_is_as_one_that_fails_to_write()
    {
        using var folder = new DiskFolder();
        var fails = false;
        using (var buffer = folder.Open(sync: DiskSync.Always, flush: _ =>
        {
            if (fails)
                throw new IOException("Input/output error");
        }))
        {
            Assert.NotNull(buffer.Queue(Traces).Append([1]));
            fails = true;
            Assert.Null(buffer.Queue(Traces).Append([2]));
        }

        using var again = folder.Open();
        Assert.Equal([1], again.Queue(Traces).ReadBody(Assert.Single(again.Queue(Traces).Recovered))!);
    }

    private static HashSet<string> Recover(DiskFolder folder, PowerCut power, Random random)
    {
        using var left = new DiskFolder();
        power.Strike(folder, left, random);
        using var buffer = left.Open(Limit);
        var queue = buffer.Queue(Traces);
        return [.. queue.Recovered.Select(queue.ReadBody).OfType<byte[]>().Select(Convert.ToHexString)];
    }

    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 50, period);
    }
}
