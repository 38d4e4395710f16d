using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>Disks that are full, read-only or taken away: parcels stay in memory, that is told once, and the disk is used again when it can be.</summary>
[Collection(ProcessWide.Name)]
public sealed class DiskFaultTests
{
    [Fact]
    public void A_folder_that_cannot_be_is_told_of_once_and_tried_again_after_a_while()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        var time = new ManualTime();
        File.WriteAllText(folder.Path, "a file");
        using (var buffer = folder.Open(time: time))
        {
            var queue = buffer.Queue(Traces);
            Assert.Empty(queue.Recovered);
            Assert.Null(queue.Append([1]));
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.Null(queue.Append([1]));
            Assert.Equal(
                $"instrumentation: The disk buffer in \"{folder.Path}\" can't be written (The file '{folder.Path}' already exists): what has not arrived " +
                "waits in memory alone, and is lost with the process. It needs a folder that this process may write to, and room on its disk.\n",
                surroundings.Told);

            File.Delete(folder.Path);
            Assert.Null(queue.Append([2]));
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.NotNull(queue.Append([3]));
            Assert.EndsWith($"instrumentation: The disk buffer in \"{folder.Path}\" can be written again.\n", surroundings.Told, StringComparison.Ordinal);
        }

        using var again = folder.Open();
        Assert.Equal([3], again.Queue(Traces).ReadBody(Assert.Single(again.Queue(Traces).Recovered))!);
    }

    [Fact]
    public async Task A_full_disk_keeps_what_it_has_and_takes_more_when_there_is_room()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var folder = new DiskFolder();
        using var program = DiskProgram.StartMounted("full", folder.Path, "mount -t tmpfs -o size=1m tmpfs \"$0\"");

        var stored = int.Parse((await program.NextLineAsync())!.Split(' ')[1]);
        Assert.InRange(stored, 50, 80);
        Assert.Equal($"whole {stored}", await program.NextLineAsync());
        Assert.Equal("again False", await program.NextLineAsync());
        Assert.Equal($"recovered {stored}", await program.NextLineAsync());
        Assert.Equal("again True", await program.NextLineAsync());
        Assert.Equal($"recovered {stored + 1}", await program.NextLineAsync());
        Assert.Null(await program.NextLineAsync());
        var told = await program.ToldAsync();
        Assert.Equal(2, told.Split("can't be written (No space left on device)").Length);
        Assert.Equal(2, told.Split("can be written again").Length);
        Assert.DoesNotContain("damaged", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_disk_is_left_alone()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
            buffer.Queue(Traces).Append([1]);
        using var program = DiskProgram.StartMounted("recover", folder.Path, "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"");

        Assert.Equal("recovered 0", await program.NextLineAsync());
        Assert.Contains("can't be written (Read-only file system)", await program.ToldAsync(), StringComparison.Ordinal);
        using var again = folder.Open();
        Assert.Single(again.Queue(Traces).Recovered);
    }

    [Fact]
    public void A_folder_that_is_deleted_is_made_anew()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            var (lost, arrived) = (queue.Append([1], items: 3)!, queue.Append([2])!);
            Directory.Delete(folder.Path, recursive: true);

            Assert.NotNull(queue.Append([3]));
            Assert.True(queue.Complete(arrived));
            Assert.Null(queue.Read(lost));
            Assert.True(lost.IsGivenUp);
            Assert.Equal((Traces, 3, DropReason.Damaged), Assert.Single(folder.Dropped));
        }

        using var again = folder.Open();
        Assert.Equal([3], again.Queue(Traces).ReadBody(Assert.Single(again.Queue(Traces).Recovered))!);
        Assert.Equal("", surroundings.Told);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_segment_that_is_deleted_costs_what_was_in_it(int segment)
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(limit: 64 * 1024))
        {
            var queue = buffer.Queue(Traces);
            var stored = Enumerable.Range(0, 6).Select(i => queue.Append(Body(i, 1_950), items: 2)!).ToList();
            File.Delete(folder.Segments[segment]);

            var next = queue.Append(Body(6, 1_950))!;
            Assert.Equal(Body(6, 1_950), queue.ReadBody(next)!);
            var lost = stored.Where(s => queue.ReadBody(s) is null).ToList();
            Assert.Equal(segment == 0 ? stored[..4] : stored[4..], lost);
            Assert.Equal(lost.Count * 2, folder.DroppedItems(DropReason.Damaged));
            Assert.All(lost, stored => Assert.False(queue.Complete(stored)));
        }

        using var again = folder.Open();
        Assert.Equal(segment == 0 ? 3 : 5, again.Queue(Traces).Recovered.Count);
        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public void A_folder_that_is_deleted_before_the_end_is_no_harm()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using (var buffer = folder.Open(sync: DiskSync.Interval))
        {
            buffer.Queue(Traces).Append([1]);
            Directory.Delete(folder.Path, recursive: true);
        }

        Assert.False(Directory.Exists(folder.Path));
        Assert.Equal("", surroundings.Told);
    }
}
