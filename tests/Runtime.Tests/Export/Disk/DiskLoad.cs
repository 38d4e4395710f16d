using Instrumentation.Export.Delivery.Disk;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>
/// Two threads that append, and complete what they have appended, until the process is killed. They tell of each step before and after: <c>b</c>egins,
/// <c>a</c>ppended; <c>c</c>ompletes, <c>C</c>omplete; <c>r</c>ecovered.
/// </summary>
internal static class DiskLoad
{
    private static readonly string[] Queues = ["a", "b"];

    public static byte[] BodyOf(int id) => DiskFolder.Body(id, new Random(id).Next(4, 40_000));

    public static void Run(DiskBuffer buffer, int run, Action<string> tell)
    {
        foreach (var queue in Queues.Select(buffer.Queue))
        {
            foreach (var stored in queue.Recovered)
            {
                var body = queue.ReadBody(stored) ?? [0, 0, 0, 0];
                var id = BitConverter.ToInt32(body);
                tell(body.AsSpan().SequenceEqual(BodyOf(id)) ? $"r {id}" : $"wrong {id}");
                if ((id + run) % 2 == 0)
                    Complete(queue, stored, id, tell);
            }
        }

        tell("ready");
        Parallel.ForEach(Queues, (name, _, thread) => Load(buffer.Queue(name), (run * 1_000_000) + ((int)thread * 500_000), tell));
    }

    private static void Load(DiskQueue queue, int firstId, Action<string> tell)
    {
        var random = new Random(firstId);
        var waiting = new List<(StoredParcel Stored, int Id)>();
        for (var id = firstId; ; id++)
        {
            tell($"b {id}");
            if (queue.Append(BodyOf(id)) is not { } stored)
            {
                tell($"memory {id}");
                continue;
            }

            tell($"a {id}");
            waiting.Add((stored, id));
            while (waiting.Count > random.Next(40))
            {
                var at = random.Next(Math.Min(3, waiting.Count));
                Complete(queue, waiting[at].Stored, waiting[at].Id, tell);
                waiting.RemoveAt(at);
            }
        }
    }

    private static void Complete(DiskQueue queue, StoredParcel stored, int id, Action<string> tell)
    {
        tell($"c {id}");
        if (queue.Complete(stored))
            tell($"C {id}");
    }
}
