using System.Diagnostics;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export;

/// <summary>What users and attackers put into names and values can neither forge a line nor reach the terminal.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostileTextTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Hostile");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\"")]
    [InlineData("C:\\temp", "C:\\temp")]
    [InlineData("line\r\nforged\ttab", "line\\r\\nforged\\ttab")]
    [InlineData("\e[31mred\u009b0m\u0007\0\u007f", "\\u001b[31mred\\u009b0m\\u0007\\u0000\\u007f")]
    [InlineData("\u202Eright\u2066to\u200Bleft\uFEFF", "\\u202eright\\u2066to\\u200bleft\\ufeff")]
    [InlineData("a\u2028b\u2029c\u0085d\u00a0e", "a\\u2028b\\u2029c\\u0085d\\u00a0e")]
    [InlineData("Zürich 東京 🚀", "\"Zürich 東京 🚀\"")]
    [InlineData("\U000E0041", "\\U000e0041")]
    [InlineData(true, "true")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData('\n', "\\n")]
    [InlineData(new[] { "a", "b\n", null }, "\"[a, b\\n, ]\"")]
    [InlineData(new[] { 1.5, 2 }, "\"[1.5, 2]\"")]
    public async Task A_value_stays_on_its_line_and_in_its_tag(object value, string written)
    {
        using var surroundings = new Surroundings().Speak("de-DE");
        await using var recorder = Recorder.Start();
        using (var span = Scope.Source.Begin("span"))
            span.SetTag("key", value);

        Assert.EndsWith($"  ✓  key={written}\n\n", await recorder.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_written_as_its_number()
    {
        await using var recorder = Recorder.Start();
        using (var span = Scope.Source.Begin("span"))
            span.SetTag("key", "x\ud83dy");

        Assert.EndsWith("  ✓  key=x\\ud83dy\n\n", await recorder.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_keys_and_messages_are_as_harmless_as_values()
    {
        await using var recorder = Recorder.Start();
        using (var span = Scope.Source.Begin("forged\n└─ span"))
        {
            span.SetTag("forged key=x\n", 1);
            span.SetStatus(ActivityStatusCode.Error, "failed  admin=true\n");
            var exception = new ActivityTagsCollection { { "exception.type", "T\n" }, { "exception.message", "m\ne[0m" } };
            span.AddEvent(new ActivityEvent("forged\nevent", span.StartTimeUtc, exception));
            span.AddTag("throws", new Unprintable());
            span.End(at: 1);
        }

        Assert.Equal(
            """
            trace <id> · Hostile · 1 span · 1.00 ms
            forged\n└─ span  1.00 ms  ✗ "failed  admin=true\n"  "forged key=x\n"=1  throws=""
               • +0 s  forged\nevent T\n: m\ne[0m


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task What_is_long_is_cut()
    {
        await using var recorder = Recorder.Start();
        using (var span = Scope.Source.Begin(new string('n', 1_000)))
        {
            span.SetTag("text", new string('v', 1_000_000));
            span.SetTag("list", Enumerable.Repeat("element", 1_000_000).ToArray());
            span.SetStatus(ActivityStatusCode.Error, new string('m', 1_000));
            span.End(at: 1);
        }

        var text = await recorder.EndAsync();

        var (name, message, value) = (new string('n', 80), new string('m', 200), new string('v', 120));
        Assert.Contains($"\n{name}…  1.00 ms  ✗ {message}…  text={value}…  list=\"[element, ", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 500, 800);
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
