using System.Globalization;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;

namespace Instrumentation.Runtime.Tests.Instruments;

[Collection(ProcessWide.Name)]
public sealed class TagValueTests
{
    [Fact]
    public void Booleans_and_small_integers_are_boxed_once_and_for_all()
    {
        object? last = null;
        Assert.Equal(0, Allocated.AtBest(() => Exercise(ref last)));
        Assert.Same(TagValue.Of(1023), TagValue.Of(1023));
        Assert.Same(TagValue.Of(-1L), TagValue.Of(-1L));
        Assert.NotSame(TagValue.Of(true), TagValue.Of(false));

        static void Exercise(ref object? last)
        {
            for (var i = -1; i <= 1023; i++)
            {
                last = TagValue.Of(i);
                last = TagValue.Of((long)i);
            }

            last = TagValue.Of(true);
            last = TagValue.Of(false);
            last = TagValue.Of("text");
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(int.MaxValue)]
    public void Integers_keep_their_value_and_type_in_and_outside_the_cache(int value)
    {
        Assert.Equal(value, Assert.IsType<int>(TagValue.Of(value)));
        Assert.Equal(value, Assert.IsType<long>(TagValue.Of((long)value)));
        Assert.Equal(value, Assert.IsType<int>(TagValue.Of<object>(value)));
    }

    [Fact]
    public void Numbers_strings_and_arrays_of_them_stay_what_they_are()
    {
        object[] values =
        [
            "text", 1.5, 2.5f, (byte)1, (sbyte)2, (short)3, (ushort)4, 5u, 6ul,
            new[] { "a" }, new[] { 1 }, new[] { 1L }, new[] { 1.5 }, new[] { true },
        ];
        Assert.All(values, static value => Assert.Same(value, TagValue.Of(value)));
        Assert.Equal(true, TagValue.Of<object>(true));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void All_else_is_text_in_the_invariant_culture(string culture)
    {
        using var surroundings = new Surroundings().Speak(culture);

        Assert.Equal("1234.5", TagValue.Of(1234.5m));
        Assert.Equal("2030-01-02T03:04:05.0000000Z", TagValue.Of(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("2030-01-02T03:04:05.0000000+02:00", TagValue.Of(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))));
        Assert.Equal("01/02/2030", TagValue.Of(new DateOnly(2030, 1, 2)));
        Assert.Equal("1.02:03:04.5000000", TagValue.Of(new TimeSpan(1, 2, 3, 4, 500)));
        Assert.Equal("I", TagValue.Of(new Cultured()));
        Assert.Equal("http://localhost/", TagValue.Of(new Uri("http://localhost/")));
        Assert.Equal("friday", TagValue.Of(DayOfWeek.Friday));
    }

    [Fact]
    public void Null_is_no_value()
    {
        Assert.Null(TagValue.Of(null));
        Assert.Null(TagValue.Of((int?)null));
        Assert.Null(TagValue.Of<object?>(null));
    }

    [Fact]
    public void A_value_whose_text_throws_is_no_value_and_is_told_of()
    {
        using var surroundings = new Surroundings();

        Assert.Null(TagValue.Of(new Throwing()));
        Assert.Null(TagValue.Of(new Throwing()));

        Assert.Equal(
            $"instrumentation: reading a tag of type {typeof(Throwing)} threw System.NotSupportedException; the application was not affected.\n",
            surroundings.Told);
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new NotSupportedException();
    }

    /// <summary>Says what casing the culture that it is given has.</summary>
    private sealed class Cultured : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => "i".ToUpper((CultureInfo)formatProvider!);
    }
}
