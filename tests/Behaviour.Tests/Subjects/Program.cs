using Instrumentation;
using Subjects;

Journal.Note("main " + Journal.Text(Calc.Add(args.Length, 40)));
Journal.Note(Greeter.Greet("top"));
await Task.Yield();
Calc.Touch("main");

internal static class Greeter
{
    [Traced]
    internal static string Greet([Tag] string whom) => "hello " + whom;
}
