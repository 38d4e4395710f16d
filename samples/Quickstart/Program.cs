using Instrumentation;
using Quickstart;

// Everything that bears an attribute is on; nothing is listed by hand.
await using var telemetry = Telemetry.Start();

string[] files = args.Length > 0 ? args : [.. Directory.GetFiles(".", "*.md"), .. Directory.GetFiles("docs", "*.md")];
await new WordCounter().Run(files);
