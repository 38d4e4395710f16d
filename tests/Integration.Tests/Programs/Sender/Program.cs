using System.Diagnostics;
using Instrumentation;

// Makes spans without end, to be killed while it does. Arguments: the folder of a disk buffer, how many bytes it may have. Each line of its output
// is a round: the ids of its spans, written when all of them are on disk or have arrived. A line on its input is the end, the decent one.
using var source = new ActivitySource("Sender");
await using var telemetry = Telemetry.Start(t => t
    .WithTracing(t => t.AddSource("Sender").AddOtlpExporter())
    .AddDiskBuffer(args[0], long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)));
// The console reads at once, whatever its method is called.
var end = Task.Run(Console.In.ReadLine);
var made = 0L;
var recovered = telemetry.Health.Spans[0].Undelivered;
while (!end.IsCompleted)
{
    var ids = new List<string>();
    for (var i = 0; i < 20; i++)
    {
        using var span = source.StartActivity("round")!;
        ids.Add(span.SpanId.ToHexString());
    }

    made += ids.Count;
    while (telemetry.Health.Spans[0] is var health && health.Undelivered + health.Exported < made + recovered)
        await Task.Yield();
    await Console.Out.WriteLineAsync(string.Join(' ', ids));
}

await telemetry.DisposeAsync();
await Console.Out.WriteLineAsync($"left {telemetry.Health.Spans[0].Undelivered}");
