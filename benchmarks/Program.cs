using Instrumentation.Benchmarks;

switch (args)
{
    case ["calls"]:
        CallCost.Measure(Console.Out);
        return 0;
    case ["generator", .. var size]:
        GeneratorCost.Measure(Console.Out, methods: size is [var m, ..] ? int.Parse(m, System.Globalization.CultureInfo.InvariantCulture) : 5_000, sitesPerMethod: 5, otherInvocations: 100_000);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: 'calls' (a wrapped call against a plain and a hand-written one) or 'generator' (an edit, step by step).");
        return 2;
}
