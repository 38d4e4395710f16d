using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery.Disk;
using static Instrumentation.Runtime.Tests.Export.Disk.DiskFolder;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>Random programs of appends, completions, reads and restarts at a limit, against a model that keeps every parcel.</summary>
public sealed class DiskProperties
{
    private const int Limit = 64 * 1024;

    private static readonly string[] Queues = ["traces", "metrics"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency(
            (6, Gen.Constant(StepKind.Append)), (6, Gen.Constant(StepKind.Complete)), (1, Gen.Constant(StepKind.Read)), (1, Gen.Constant(StepKind.Reopen)))
        from queue in Gen.Elements(Queues)
        from at in Gen.Choose(0, 1_000)
        from length in Gen.Frequency((8, Gen.Choose(4, 3_000)), (1, Gen.Choose(4, 30_000)))
        from items in Gen.Choose(1, 500)
        select new Step(kind, queue, at, length, items);

    [Fact]
    public void Every_parcel_is_there_until_it_is_complete_or_given_up_and_counted() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(120).WithQuietOnSuccess(true),
        Prop.ForAll(Gen.Sized(size => Steps.ListOf(size * 2)).ToArbitrary(), static steps => Run(steps)));

    private static void Run(IEnumerable<Step> steps)
    {
        using var folder = new DiskFolder();
        var buffer = folder.Open(Limit);
        var all = new List<Known>();
        try
        {
            foreach (var step in steps)
            {
                switch (step.Kind)
                {
                    case StepKind.Append:
                        var body = Body(all.Count, step.Length);
                        all.Add(new(step.Queue, body, buffer.Queue(step.Queue).Append(body, step.Items)!) { Items = step.Items });
                        Assert.InRange(folder.Segments.Sum(static segment => new FileInfo(segment).Length), 0, Limit);
                        CheckLosses(folder, all);
                        break;
                    case StepKind.Complete when all.Count > 0:
                        Complete(buffer, all[step.At % all.Count]);
                        break;
                    case StepKind.Read when all.Count > 0:
                        var known = all[step.At % all.Count];
                        Assert.Equal(known.IsWaiting ? known.Body : null, buffer.Queue(known.Queue).ReadBody(known.Stored));
                        break;
                    case StepKind.Reopen:
                        buffer.Dispose();
                        buffer = folder.Open(Limit);
                        Reopen(buffer, all);
                        break;
                    default:
                        break;
                }
            }
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private static void Complete(DiskBuffer buffer, Known known)
    {
        var wasWaiting = known.IsWaiting;
        Assert.Equal(wasWaiting, buffer.Queue(known.Queue).Complete(known.Stored));
        known.IsComplete |= wasWaiting;
    }

    private static void Reopen(DiskBuffer buffer, List<Known> all)
    {
        foreach (var name in Queues)
        {
            var (queue, waiting) = (buffer.Queue(name), all.Where(known => known.Queue == name && known.IsWaiting).ToList());
            Assert.Equal(waiting.Select(static known => known.Body), queue.Recovered.Select(stored => queue.ReadBody(stored)!));
            foreach (var (known, stored) in waiting.Zip(queue.Recovered))
            {
                Assert.Equal((known.Items, known.Body.Length, DiskFolder.Kind), (stored.Items, stored.Length, stored.Kind));
                known.Stored = stored;
            }
        }
    }

    // Told of to the last span, and nothing older than what was given up is left in its queue.
    private static void CheckLosses(DiskFolder folder, List<Known> all)
    {
        Assert.All(folder.Dropped, static dropped => Assert.Equal(DropReason.BufferFull, dropped.Reason));
        foreach (var name in Queues)
        {
            var queue = all.Where(known => known.Queue == name).ToList();
            Assert.Equal(queue.Where(static known => known.IsGivenUp).Sum(static known => known.Items), folder.Dropped.Where(d => d.Queue == name).Sum(static d => d.Items));
            Assert.DoesNotContain(queue.Take(queue.FindLastIndex(static known => known.IsGivenUp) + 1), static known => known.IsWaiting);
        }
    }

    internal enum StepKind
    {
        Append,
        Complete,
        Read,
        Reopen,
    }

    internal sealed record Step(StepKind Kind, string Queue, int At, int Length, int Items);

    private sealed class Known(string queue, byte[] body, StoredParcel stored)
    {
        public string Queue => queue;

        public byte[] Body => body;

        public int Items { get; init; }

        public StoredParcel Stored { get; set; } = stored;

        public bool IsComplete { get; set; }

        public bool IsGivenUp => Stored.IsGivenUp;

        public bool IsWaiting => !IsComplete && !IsGivenUp;
    }
}
