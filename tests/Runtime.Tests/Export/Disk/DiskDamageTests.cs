using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery.Disk;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>Segments that are not as they were written: what is whole in them comes back, the rest is counted, and told of once.</summary>
[Collection(ProcessWide.Name)]
public sealed class DiskDamageTests
{
    private const int HeaderLength = 16 + 11 + 4;
    private const int RecordLength = 32 + 100;

    [Fact]
    public void A_record_that_was_cut_off_is_counted_and_told_of_once()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        Cut(folder, HeaderLength + (3 * RecordLength) - 1);

        Assert.Equal([0, 1], Recover(folder));
        Assert.Equal((DiskFolder.Traces, 5, DropReason.Damaged), Assert.Single(folder.Dropped));
        Assert.Contains($"The disk buffer in \"{folder.Path}\" was damaged in 1 place(s)", surroundings.Told, StringComparison.Ordinal);

        Assert.Equal([0, 1], Recover(folder));
        Assert.Single(folder.Dropped);
    }

    [Fact]
    public void A_tail_of_zeros_as_a_power_cut_leaves_it_is_cut_off()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        Change(folder, static bytes => [.. bytes, .. new byte[100_000]]);

        Assert.Equal([0, 1, 2], Recover(folder));
        Assert.Equal(HeaderLength + (3 * RecordLength), new FileInfo(Assert.Single(folder.Segments)).Length);
        Assert.Equal(1, folder.DroppedItems(DropReason.Damaged));
        Assert.Equal([0, 1, 2], Recover(folder));
        Assert.Equal(1, folder.DroppedItems(DropReason.Damaged));
    }

    [Fact]
    public void A_header_that_was_damaged_costs_its_record_alone_and_is_told_of_once()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 4);
        Flip(folder, HeaderLength + RecordLength + 8);

        Assert.Equal([0, 2, 3], Recover(folder));
        Assert.Equal([0, 2, 3], Recover(folder));
        Assert.Equal(1, folder.DroppedItems(DropReason.Damaged));
    }

    [Fact]
    public void A_body_that_was_damaged_costs_its_record_alone_and_is_found_when_it_is_read()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        Flip(folder, HeaderLength + RecordLength + 32 + 50);

        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            var damaged = queue.Recovered[1];
            Assert.False(damaged.IsGivenUp);
            Assert.Null(queue.Read(damaged));
            Assert.True(damaged.IsGivenUp);
            Assert.Null(queue.Read(damaged));
            Assert.False(queue.Complete(damaged));
            Assert.Equal((DiskFolder.Traces, 5, DropReason.Damaged), Assert.Single(folder.Dropped));
        }

        Assert.Equal([0, 2], Recover(folder));
        Assert.Single(folder.Dropped);
    }

    [Theory]
    [InlineData((64 * 1024) - 32)]
    [InlineData((64 * 1024) - 31)]
    [InlineData((64 * 1024) - 1)]
    [InlineData(64 * 1024)]
    [InlineData(3_000_000)]
    public void The_next_record_is_found_however_far_it_is(int length)
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        using (var buffer = folder.Open())
        {
            buffer.Queue(Traces).Append(Body(0, length));
            buffer.Queue(Traces).Append(Body(1, 100));
        }

        Flip(folder, HeaderLength + 8);

        Assert.Equal([1], Recover(folder));
    }

    [Fact]
    public void What_looks_like_a_record_inside_of_a_body_is_none()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        var whole = File.ReadAllBytes(Assert.Single(folder.Segments));
        using (var buffer = folder.Open())
            buffer.Queue(Traces).Append(whole);
        var segment = folder.Segments[^1];
        var bytes = File.ReadAllBytes(segment);
        bytes[HeaderLength + 8] ^= 1;
        File.WriteAllBytes(segment, bytes);

        Assert.Equal([0, 1, 2], Recover(folder));
        Assert.Equal(1, folder.DroppedItems(DropReason.Damaged));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(HeaderLength - 1)]
    public void A_segment_that_was_cut_off_in_its_beginning_held_nothing(int length)
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        Cut(folder, length);

        Assert.Empty(Recover(folder));
        Assert.Empty(folder.Sets);
        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public void A_segment_whose_header_is_damaged_is_told_of_and_deleted()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        Flip(folder, HeaderLength - 6);

        Assert.Empty(Recover(folder));
        Assert.Empty(folder.Sets);
        Assert.Contains("was damaged in 1 place(s)", surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_or_newer_versions_have_written_is_left_alone()
    {
        using var surroundings = new Surroundings();
        using var folder = new DiskFolder();
        Write(folder, 3);
        var segment = Assert.Single(folder.Segments);
        var newer = File.ReadAllBytes(segment);
        newer[8]++;
        var set = Path.GetDirectoryName(segment)!;
        var others = new Dictionary<string, byte[]>
        {
            [Path.Combine(folder.Path, "notes.txt")] = [1],
            [Path.Combine(folder.Path, "0000000009.segment")] = [2],
            [Path.Combine(set, "0000000007.segment")] = newer,
            [Path.Combine(set, "0000000008.segment")] = "another program's"u8.ToArray(),
            [Path.Combine(set, "core.segment")] = File.ReadAllBytes(segment),
            [Path.Combine(set, "notes.txt")] = [3],
        };
        foreach (var (path, bytes) in others)
            File.WriteAllBytes(path, bytes);
        Directory.CreateDirectory(Path.Combine(folder.Path, "other"));

        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            Assert.Equal(3, queue.Recovered.Count);
            Assert.All(queue.Recovered, stored => queue.Complete(stored));
            queue.Complete(queue.Append([1])!);
        }

        Assert.All(others, static other => Assert.Equal(other.Value, File.ReadAllBytes(other.Key)));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "other")));
        Assert.False(File.Exists(segment));
        Assert.Equal("", surroundings.Told);
    }

    private static void Write(DiskFolder folder, int records)
    {
        using var buffer = folder.Open();
        for (var i = 0; i < records; i++)
            buffer.Queue(Traces).Append(Body(i, 100), items: 5);
    }

    private static List<int> Recover(DiskFolder folder)
    {
        using var buffer = folder.Open();
        var queue = buffer.Queue(Traces);
        return [.. queue.Recovered.Select(stored => BitConverter.ToInt32(queue.ReadBody(stored)!))];
    }

    private static void Change(DiskFolder folder, Func<byte[], byte[]> change)
    {
        var segment = Assert.Single(folder.Segments);
        File.WriteAllBytes(segment, change(File.ReadAllBytes(segment)));
    }

    private static void Cut(DiskFolder folder, int length) => Change(folder, bytes => bytes[..length]);

    private static void Flip(DiskFolder folder, int at) => Change(folder, bytes =>
    {
        bytes[at] ^= 0x10;
        return bytes;
    });
}
