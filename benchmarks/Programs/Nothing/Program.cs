using Instrumentation.Benchmarks.Programs;

Started.Measure(static () => null);
