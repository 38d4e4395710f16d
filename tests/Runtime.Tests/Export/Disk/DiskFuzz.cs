using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery.Disk;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>Segments damaged in every way: nothing is thrown, nothing hangs, and no body comes back that was not appended.</summary>
public sealed class DiskFuzz
{
    // Sizes for which a header, a body and a record may be cut by anything.
    private static readonly byte[][] Bodies = [.. new[] { 0, 1, 31, 32, 33, 64, 200 }.Select(static (length, i) => Body(i, Math.Max(length, 4))[..length])];

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x01)]
    [InlineData(0x80)]
    public void Any_byte_may_be_another(int mask)
    {
        using var folder = new DiskFolder();
        var (segment, good) = Write(folder);
        for (var at = 0; at < good.Length; at++)
        {
            var bytes = (byte[])good.Clone();
            bytes[at] ^= (byte)mask;
            File.WriteAllBytes(segment, bytes);

            // In the file's beginning it may be no segment any more; elsewhere at most one record is lost.
            var back = Recover(folder, segment);
            Assert.True(at < HeaderLength || back >= Bodies.Length - 1, $"{back} records after a change of byte {at}");
        }
    }

    [Fact]
    public void It_may_end_anywhere()
    {
        using var folder = new DiskFolder();
        var (segment, good) = Write(folder);
        var ends = Bodies.Select(static (_, i) => HeaderLength + Bodies.Take(i + 1).Sum(static body => 32 + body.Length)).ToList();
        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(segment, good[..length]);
            Assert.Equal(ends.Count(end => end <= length), Recover(folder, segment));

            File.WriteAllBytes(segment, [.. good[..length], .. new byte[good.Length - length]]);
            var back = Recover(folder, segment);
            Assert.InRange(back, ends.Count(end => end <= length), ends.Count(end => end <= length) + 1);
        }
    }

    [Fact]
    public void It_may_be_changed_all_over()
    {
        using var folder = new DiskFolder();
        var (segment, good) = Write(folder);
        var random = new Random(20261127);
        var found = 0;
        for (var time = 0; time < 1_500; time++)
        {
            var bytes = good.ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var (at, length) = (random.Next(bytes.Count), random.Next(1, 80));
                var part = new byte[length];
                random.NextBytes(part);
                switch (random.Next(4))
                {
                    case 0:
                        bytes.RemoveRange(at, Math.Min(length, bytes.Count - at));
                        break;
                    case 1:
                        bytes.InsertRange(at, part);
                        break;
                    case 2:
                        bytes.InsertRange(at, bytes.GetRange(0, Math.Min(length * 4, bytes.Count)));
                        break;
                    default:
                        bytes[at] = part[0];
                        break;
                }

                if (bytes.Count == 0)
                    break;
            }

            File.WriteAllBytes(segment, [.. bytes]);
            found += Recover(folder, segment);
        }

        Assert.True(found > 1_000, $"Only {found} records were left: this proves little.");
    }

    [Fact]
    public void Folders_may_hold_any_garbage()
    {
        var random = new Random(20261127);
        for (var time = 0; time < 10; time++)
        {
            using var folder = new DiskFolder();
            for (var set = 0; set < 12; set++)
            {
                Fill(Directory.CreateDirectory(Path.Combine(folder.Path, $"set-{set}")).FullName, random);
                using var buffer = folder.Open();
                Assert.Empty(buffer.Queue(Traces).Recovered);
                Assert.True(buffer.Queue(Traces).Complete(buffer.Queue(Traces).Append([1])!));
            }
        }
    }

    private static void Fill(string set, Random random)
    {
        for (var file = random.Next(4); file >= 0; file--)
        {
            var bytes = new byte[random.Next(random.Next(2) == 0 ? 50 : 200_000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                "ITMBUF\r\n\u0001\0"u8.ToArray().AsSpan(0, Math.Min(10, bytes.Length)).CopyTo(bytes);
            for (var i = 0; random.Next(3) == 0 && i < bytes.Length - 4; i += 4)
                "Rec\n"u8.CopyTo(bytes.AsSpan(i));
            File.WriteAllBytes(Path.Combine(set, $"{random.Next(5):D10}.segment"), bytes);
        }

        if (random.Next(5) == 0)
            Directory.CreateDirectory(Path.Combine(set, random.Next(2) == 0 ? "lock" : "0000000006.segment"));
    }

    private static int HeaderLength => SegmentHeader.LengthFor(Traces);

    private static (string Segment, byte[] Bytes) Write(DiskFolder folder)
    {
        using (var buffer = folder.Open())
            Array.ForEach(Bodies, body => Assert.NotNull(buffer.Queue(Traces).Append(body)));
        var segment = Assert.Single(folder.Segments);
        return (segment, File.ReadAllBytes(segment));
    }

    // How many came back, each of them once and in its order; then the folder is as before.
    private static int Recover(DiskFolder folder, string segment)
    {
        folder.Dropped.Clear();
        var back = new List<byte[]>();
        using (var buffer = folder.Open())
        {
            var queue = buffer.Queue(Traces);
            var damaged = folder.DroppedItems(DropReason.Damaged);
            foreach (var stored in queue.Recovered)
            {
                if (queue.ReadBody(stored) is { } body)
                    back.Add(body);
                else
                    Assert.True(stored.IsGivenUp);
            }

            Assert.Equal(queue.Recovered.Count - back.Count, folder.DroppedItems(DropReason.Damaged) - damaged);
        }

        var at = -1;
        foreach (var body in back)
        {
            var next = Array.FindIndex(Bodies, at + 1, known => known.AsSpan().SequenceEqual(body));
            Assert.True(next > at, "A body came back that was not appended.");
            at = next;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(segment)!);
        return back.Count;
    }
}
