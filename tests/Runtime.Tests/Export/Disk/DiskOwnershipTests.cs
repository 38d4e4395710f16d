using Instrumentation.Export;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>One folder, several owners: each has a set of its own, and what is left by one goes to one other.</summary>
[Collection(ProcessWide.Name)]
public sealed class DiskOwnershipTests
{
    [Fact]
    public void Two_buffers_in_one_process_are_apart()
    {
        using var folder = new DiskFolder();
        using var first = folder.Open();
        first.Queue(Traces).Append([1]);
        using (var second = folder.Open())
        {
            Assert.Empty(second.Queue(Traces).Recovered);
            second.Queue(Traces).Append([2]);
            Assert.Equal(2, folder.Sets.Length);
        }

        using var third = folder.Open();
        Assert.Equal([2], third.Queue(Traces).ReadBody(Assert.Single(third.Queue(Traces).Recovered))!);
    }

    [Fact]
    public async Task What_a_process_has_is_its_own_until_it_is_gone()
    {
        using var folder = new DiskFolder();
        using var other = DiskProgram.Start("hold", folder.Path);
        Assert.Equal("ready", await other.NextLineAsync());
        using (var buffer = folder.Open())
        {
            Assert.Empty(buffer.Queue(Traces).Recovered);
            buffer.Queue(Traces).Append([1]);
        }

        await other.KillAsync();
        using var again = folder.Open();
        var queue = again.Queue(Traces);
        Assert.Equal([.. Enumerable.Range(0, 10).Select(static i => Body(i, 100)), [1]], queue.Recovered.Select(stored => queue.ReadBody(stored)!));
        Assert.Single(folder.Sets);
    }

    [Fact]
    public void Of_all_who_adopt_at_once_each_parcel_has_one()
    {
        for (var time = 0; time < 20; time++)
        {
            using var folder = new DiskFolder();
            var left = Enumerable.Range(0, 8).Select(_ => folder.Open()).ToList();
            for (var i = 0; i < 8; i++)
                Assert.NotNull(left[i].Queue(Traces).Append([(byte)i]));
            left.ForEach(static buffer => buffer.Dispose());

            using var start = new Barrier(4);
            var buffers = new DiskBuffer[4];
            Parallel.ForEach(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            {
                start.SignalAndWait(TimeSpan.FromSeconds(10));
                buffers[i] = folder.Open();
            });

            var found = buffers.SelectMany(static buffer => buffer.Queue(Traces).Recovered.Select(stored => (int)buffer.Queue(Traces).ReadBody(stored)![0])).ToList();
            Assert.Equal(Enumerable.Range(0, 8), found.Order());
            Assert.All(buffers, static buffer => Assert.NotNull(buffer.Queue(Traces).Append([1])));
            Array.ForEach(buffers, static buffer => buffer.Dispose());
            Assert.Empty(folder.Dropped);
        }
    }

    [Fact]
    public async Task Where_files_cannot_be_locked_what_others_have_is_left_alone_and_that_is_told()
    {
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
            buffer.Queue(Traces).Append([1]);

        using var other = DiskProgram.Start("recover", folder.Path, ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));
        Assert.Equal("recovered 0", await other.NextLineAsync());
        Assert.Contains($"Files can't be locked in \"{folder.Path}\"", await other.ToldAsync(), StringComparison.Ordinal);

        using var again = folder.Open();
        Assert.Single(again.Queue(Traces).Recovered);
    }

    [Fact]
    public async Task Many_threads_append_read_and_complete_at_once()
    {
        using var folder = new DiskFolder();
        var kept = new List<byte[]>();
        using (var buffer = folder.Open(sync: DiskSync.Interval))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            {
                var queue = buffer.Queue(thread % 2 == 0 ? "a" : "b");
                for (var i = 0; i < 2_000; i++)
                {
                    var body = Body((thread * 10_000) + i, 500);
                    var stored = queue.Append(body)!;
                    Assert.Equal(body, queue.ReadBody(stored)!);
                    if (i % 100 != 0)
                        Assert.True(queue.Complete(stored));
                    else
                        lock (kept)
                            kept.Add(body);
                }
            })));
        }

        using var again = folder.Open();
        var back = new[] { "a", "b" }.SelectMany(name => again.Queue(name).Recovered.Select(stored => again.Queue(name).ReadBody(stored)!));
        Assert.Equal(kept.Select(Convert.ToHexString).Order(StringComparer.Ordinal), back.Select(Convert.ToHexString).Order(StringComparer.Ordinal));
        Assert.Empty(folder.Dropped);
    }
}
