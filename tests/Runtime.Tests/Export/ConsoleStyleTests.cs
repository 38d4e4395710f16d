using Instrumentation.Export.ConsoleOutput;

namespace Instrumentation.Runtime.Tests.Export;

public sealed class ConsoleStyleTests
{
    [Theory]
    [InlineData(false, null, "xterm", true, true)]
    [InlineData(false, "", "xterm", true, true)]
    [InlineData(false, null, null, true, true)]
    [InlineData(false, null, "xterm", false, true)]
    [InlineData(true, null, "xterm", true, false)]
    [InlineData(false, "1", "xterm", true, false)]
    [InlineData(false, "0", "xterm", true, false)]
    [InlineData(false, " ", "xterm", true, false)]
    [InlineData(false, null, "dumb", true, false)]
    [InlineData(false, null, null, false, false)]
    public void Standard_output_is_coloured_on_a_terminal_that_can_unless_somebody_says_no(
        bool isRedirected, string? noColor, string? term, bool isModern, bool hasColors) =>
        Assert.Equal(hasColors, ConsoleStyle.HasColors(isRedirected, noColor, term, isModern));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(100e-9, "100 ns")]
    [InlineData(1e-6, "1.00 µs")]
    [InlineData(850e-6, "850 µs")]
    [InlineData(999.4e-6, "999 µs")]
    [InlineData(999.6e-6, "1.00 ms")]
    [InlineData(9.994e-3, "9.99 ms")]
    [InlineData(9.996e-3, "10.0 ms")]
    [InlineData(99.96e-3, "100 ms")]
    [InlineData(13.5e-3, "13.5 ms")]
    [InlineData(0.9996, "1.00 s")]
    [InlineData(1.24, "1.24 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3599.6, "1 h 00 min")]
    [InlineData(11_220, "3 h 07 min")]
    [InlineData(-0.0135, "-13.5 ms")]
    public void Durations_have_three_digits_and_the_unit_that_fits(double seconds, string text) =>
        Assert.Equal(text, HumanNumber.Duration(seconds, new ConsoleStyle(Unicode: true, Colors: false)));
}
