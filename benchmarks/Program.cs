using System.Globalization;
using Instrumentation.Benchmarks;

switch (args)
{
    case ["calls"]:
        CallCost.Measure(Console.Out);
        return 0;
    case ["spans"]:
        SpanCost.Measure(Console.Out);
        return 0;
    case ["metrics"]:
        MetricCost.Measure(Console.Out);
        return 0;
    case ["encoding"]:
        EncodingCost.Measure(Console.Out);
        return 0;
    case ["pages"]:
        PageCost.Measure(Console.Out);
        return 0;
    case ["delivery"]:
        DeliveryCost.Measure(Console.Out);
        return 0;
    case ["start", var who, var address]:
        DeliveryCost.Start(who, new Uri(address));
        return 0;
    case ["generator", .. var methodsPerFile]:
        GeneratorCost.Measure(
            Console.Out,
            methods: 5_000,
            methodsPerFile: methodsPerFile is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 10,
            sitesPerMethod: 5,
            otherInvocations: 100_000);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: 'calls' (a wrapped call against a plain and a hand-written one), 'spans' (a span against a bare listener and OpenTelemetry's SDK), 'metrics' (a measurement against OpenTelemetry's SDK), 'encoding' (spans and points as OTLP against OpenTelemetry's exporter), 'pages' (what Prometheus fetches, against OpenTelemetry's exporter), 'delivery' (spans to a receiver, and a start, against OpenTelemetry's exporter) or 'generator [methods a file]' (an edit, step by step).");
        return 2;
}
