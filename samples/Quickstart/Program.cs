using Instrumentation;
using Quickstart;

// Everything that bears an attribute is on; nothing is listed by hand.
await using var telemetry = Telemetry.Start();

string[] files = args.Length > 0 ? args : [.. Directory.GetFiles(".", "*.md"), .. Directory.GetFiles("docs", "*.md")];
var counter = new WordCounter();
await counter.CountAll(files);

Console.WriteLine($"{counter.Words.Values.Sum()} words, {counter.Words.Count} different; the most frequent long ones:");
foreach (var (word, count) in counter.Words.Where(w => w.Key.Length > 6).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(5))
    Console.WriteLine($"{count,6}  {word}");
