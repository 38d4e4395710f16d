#nullable disable
using System.Globalization;
using ImTools;

/// <summary>Uses the library as its users do, and writes down whatever it gives back.</summary>
public static class Exercise
{
    public static Task Run(TextWriter journal)
    {
        Maps(journal);
        IntMaps(journal);
        Partitions(journal);
        Arrays(journal);
        Lists(journal);
        References(journal);
        return Task.CompletedTask;
    }

    private static void Maps(TextWriter journal)
    {
        var map = ImHashMap<string, int>.Empty;
        var random = new Random(4711);
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 600; i++)
        {
            // Half of the keys collide.
            var key = "k" + random.Next(150).ToString(CultureInfo.InvariantCulture);
            var hash = random.Next(2) == 0 ? key.Length : Hash(key);
            hash = Hash(key);
            switch (random.Next(6))
            {
                case 0:
                    map = map.Remove(hash, key);
                    model.Remove(key);
                    break;
                case 1:
                    map = map.AddOrKeep(hash, key, i);
                    model.TryAdd(key, i);
                    break;
                case 2:
                    map = map.Update(hash, key, i);
                    if (model.ContainsKey(key))
                        model[key] = i;
                    break;
                case 3:
                    map = map.AddOrUpdate(hash, key, i, (k, o, n) => o + n);
                    model[key] = model.TryGetValue(key, out var old) ? old + i : i;
                    break;
                default:
                    map = map.AddOrUpdate(hash, key, i);
                    model[key] = i;
                    break;
            }

            journal.WriteLine($"{key} {map.TryFind(hash, key, out var found)} {found} {map.GetValueOrDefault(hash, key, -1)} {map.Count()}");
        }

        foreach (var (key, value) in model)
            journal.WriteLine($"{key}={map.GetValueOrDefault(Hash(key), key)} of {value}");
        journal.WriteLine(string.Join(",", map.Enumerate().Select(static e => $"{e.Key}:{e.Value}")));
        journal.WriteLine(map.Fold(0, static (e, i, sum) => sum + e.Value));
        map.ForEach((e, i) => journal.Write($"{i}:{e.Key};"));
        journal.WriteLine(string.Join(",", map.ToArray(static e => e.Key)));
        journal.WriteLine(map.ToString());
    }

    // Stable from run to run, and with collisions.
    private static int Hash(string key) => key.Length * 31 + key[^1];

    private static void IntMaps(TextWriter journal)
    {
        var map = ImHashMap<int, string>.Empty;
        var random = new Random(42);
        for (var i = 0; i < 800; i++)
        {
            var key = random.Next(300);
            map = random.Next(4) switch
            {
                0 => map.Remove(key),
                1 => map.AddOrKeep(key, $"kept {i}"),
                2 => map.AddOrUpdate(key, $"new {i}", static (k, o, n) => $"{o}+{n}"[..Math.Min(20, o.Length + n.Length + 1)]),
                _ => map.AddOrUpdate(key, $"set {i}"),
            };
        }

        foreach (var entry in map.Enumerate())
            journal.WriteLine($"{entry.Hash} {entry.Value}");
        foreach (var key in Enumerable.Range(0, 300))
            journal.Write(map.TryFind(key, out var value) ? value + ";" : "-");
        journal.WriteLine(map.Fold("", static (e, i, s) => s.Length > 100 ? s : s + e.Value));
        var surely = map.ToArray()[0];
        journal.WriteLine($"{map.GetSurePresent(surely.Hash).GetType().Name} {map.GetEntryOrDefault(-5) is null}");
    }

    private static void Partitions(TextWriter journal)
    {
        var parts = PartitionedHashMap.CreateEmpty<int, string>();
        for (var i = 0; i < 200; i++)
            parts.AddOrUpdate(i * 7, $"p{i}");
        for (var i = 0; i < 300; i++)
            journal.Write(parts.GetValueOrDefault(i) ?? ".");
        journal.WriteLine();
    }

    private static void Arrays(TextWriter journal)
    {
        int[] numbers = [5, 3, 8, 1];
        journal.WriteLine(string.Join(",", numbers.Append(9, 10)));
        journal.WriteLine(string.Join(",", numbers.AppendOrUpdate(7, 1)));
        journal.WriteLine(string.Join(",", numbers.Remove(8)));
        journal.WriteLine(string.Join(",", numbers.Match(static n => n > 2)));
        journal.WriteLine(string.Join(",", numbers.Match(static n => n > 2, static n => n * n)));
        journal.WriteLine(string.Join(",", numbers.Match(3, static (s, n) => n > s)));
        numbers.ForEach(n => journal.Write($"<{n}>"));
        journal.WriteLine(numbers.IndexOf(static n => n == 8));
        journal.WriteLine(string.Join(",", ((IEnumerable<int>)numbers).Match(static n => n < 6)));
        int left = 1, right = 2;
        Fun.Swap(ref left, ref right);
        journal.WriteLine($"{left} {right} {5.To(static x => x + 1)} {"id".Do(t => journal.Write(t))}");
    }

    private static void Lists(TextWriter journal)
    {
        var list = new[] { 1, 2, 3, 4 }.ToImList();
        journal.WriteLine(list.Fold(1, static (x, product) => x * product));
        list.ForEach(x => journal.Write($"{x} "));
        journal.WriteLine(string.Join(",", list.Reverse().ToArray()));
        journal.WriteLine(string.Join(",", list.Map(static x => x * 2).Enumerate()));
        journal.WriteLine(list.ToString());
    }

    private static void References(TextWriter journal)
    {
        var reference = Ref.Of("start");
        var old = reference.Swap(static s => s + "ed");
        journal.WriteLine($"{old} {reference.Value} {reference.TrySwapIfStillCurrent("no", "yes")} {reference.Value}");
        var value = "v";
        Ref.Swap(ref value, 3, static (v, n) => v + n);
        journal.WriteLine(value);
        try
        {
            Ref.Swap<string>(ref value, static _ => throw new InvalidOperationException("inside"));
        }
        catch (InvalidOperationException e)
        {
            journal.WriteLine(e.Message);
        }
    }
}
