using Instrumentation.Benchmarks;
using Instrumentation.Benchmarks.Doors;

// Nothing is exported but where a case says so.
Environment.SetEnvironmentVariable("OTEL_TRACES_EXPORTER", "none");
Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");

const string Usage = """
    Say what to do:
      compare [--filter TEXT] [--json FILE]   measures ours and its peers turn by turn in one process
      bdn [--filter TEXT]                     the same loops under BenchmarkDotNet
      page FILE                               writes the tables and charts of docs/performance.md from the rows of a run
    """;

var (filter, json) = ((string?)null, (string?)null);
for (var i = 1; i + 1 < args.Length; i += 2)
{
    if (args[i] == "--filter")
        filter = args[i + 1];
    else if (args[i] == "--json")
        json = args[i + 1];
}

switch (args)
{
    case ["compare", ..] when IsKnown("--filter", "--json"):
        return Compare.Run(Console.Out, filter, json);
    case ["bdn", ..] when IsKnown("--filter"):
        return Bdn.Run(filter);
    case ["page", var file]:
        return Page.Write(file);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

bool IsKnown(params string[] options) => args.Length % 2 == 1 && args.Index().Where(static arg => arg.Index % 2 == 1).All(arg => options.Contains(arg.Item));
