using Instrumentation.Resources;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Resources.Detecting;

namespace Instrumentation.Runtime.Tests.Resources;

[Collection(ProcessWide.Name)]
public sealed class ResourceTests
{
    public static TheoryData<object, object> Values => new()
    {
        { "text", "text" },
        { "", "" },
        { "größe 日本 🚀", "größe 日本 🚀" },
        { true, true },
        { (sbyte)-1, -1L },
        { byte.MaxValue, 255L },
        { (short)-2, -2L },
        { ushort.MaxValue, 65_535L },
        { int.MinValue, (long)int.MinValue },
        { uint.MaxValue, (long)uint.MaxValue },
        { long.MaxValue, long.MaxValue },
        { 0.5f, 0.5 },
        { 0.25, 0.25 },
        { new[] { "a", "b" }, new[] { "a", "b" } },
        { new List<string> { "a" }, new[] { "a" } },
        { new[] { true, false }, new[] { true, false } },
        { new[] { 1, 2 }, new[] { 1L, 2L } },
        { new[] { 3L }, new[] { 3L } },
        { new[] { 0.5f }, new[] { 0.5 } },
        { Array.Empty<double>(), Array.Empty<double>() },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_of_a_type_that_attributes_have(object value, object expected)
    {
        var actual = Resource.Create(Attributes(("key", value))).Attributes.ValueOf("key");

        Assert.Equal(expected.GetType(), actual!.GetType());
        Assert.Equal(expected, actual);
    }

    public static TheoryData<object> NoValues => new()
    {
        null!,
        new object(),
        1m,
        ulong.MaxValue,
        DayOfWeek.Monday,
        new[] { uint.MaxValue },
        new[] { ulong.MaxValue },
        new[] { DayOfWeek.Monday },
        new object[] { "a" },
        new[] { new[] { "a" } },
    };

    [Theory]
    [MemberData(nameof(NoValues))]
    public void Another_value_is_refused_by_its_key(object value) =>
        Assert.Contains("a.key", Assert.Throws<ArgumentException>(() => Resource.Create(Attributes(("a.key", value)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_key_of_nothing_is_refused(string? key)
    {
        Assert.ThrowsAny<ArgumentException>(() => Resource.Create(Attributes((key!, 1))));
        Assert.ThrowsAny<ArgumentException>(() => new ResourceBuilder().AddAttributes(Attributes((key!, 1))));
        Assert.ThrowsAny<ArgumentException>(() => new ResourceBuilder().AddService(key!));
    }

    [Fact]
    public void Attributes_are_sorted_by_key_and_the_last_of_a_key_counts()
    {
        using var surroundings = new Surroundings().Speak("da-DK");
        var resource = Resource.Create(Attributes(("b", 1), ("aa", 2), ("Z", 3), ("b", 4), ("ä", 5)), "https://example.com/1");

        Assert.Equal("Z=3 aa=2 b=4 ä=5", resource.Attributes.ToString());
        Assert.Equal("https://example.com/1", resource.SchemaUrl);
    }

    [Fact]
    public void Nobody_changes_a_resource_through_the_array_that_it_was_made_of()
    {
        var tags = new[] { "a" };
        var resource = Resource.Create(Attributes(("tags", tags)));
        tags[0] = "b";

        Assert.Equal("tags=[a]", resource.Attributes.ToString());
    }

    [Fact]
    public void The_updating_resource_wins_even_with_an_empty_value()
    {
        var old = Resource.Create(Attributes(("a", "old"), ("b", "old"), ("c", "old")));
        var updating = Resource.Create(Attributes(("b", ""), ("c", "new"), ("d", "new")));

        Assert.Equal("a=old b= c=new d=new", old.Merge(updating).Attributes.ToString());
        Assert.Equal("a=old b=old c=old", old.Attributes.ToString());
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("https://example.com/1", null, "https://example.com/1", false)]
    [InlineData("", "https://example.com/1", "https://example.com/1", false)]
    [InlineData("https://example.com/1", "https://example.com/1", "https://example.com/1", false)]
    [InlineData("https://example.com/1", "https://example.com/2", null, true)]
    public void Schemas_merge_as_specified(string? old, string? updating, string? merged, bool isTold)
    {
        using var surroundings = new Surroundings();
        var attributes = Attributes(("a", 1));

        var result = Resource.Create(attributes, old).Merge(Resource.Create(attributes, updating));

        Assert.Equal(merged, result.SchemaUrl);
        Assert.Equal("a=1", result.Attributes.ToString());
        Assert.Equal(
            isTold ? $"instrumentation: Resources of different schemas were merged, {old}, {updating}; the result has none.\n" : "", surroundings.Told);
    }

    [Fact]
    public async Task Detectors_of_different_schemas_are_told_of_once_and_the_result_has_no_schema()
    {
        using var surroundings = new Surroundings();
        using var machine = new MachineFolder();
        var resource = await machine.Machine.ResolveAsync(static r => r
            .AddDetector(new Detector("first", static _ => new(Resource.Create(Attributes(("first", 1)), "https://example.com/1"))))
            .AddDetector(new Detector("second", static _ => new(Resource.Create(Attributes(("second", 2)), "https://example.com/2")))));

        Assert.Null(resource.SchemaUrl);
        Assert.Equal((1L, 2L), (resource.Attributes.ValueOf("first"), resource.Attributes.ValueOf("second")));
        Assert.Single(surroundings.Told.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void The_schema_is_that_of_the_conventions_from_which_the_keys_were_written()
    {
        var conventions = Path.Combine(Repository.Root, "src", "Runtime", "Core", "SemanticConventions", "Host.g.cs");
        var version = ResourceAttributes.SchemaUrl.Split('/')[^1];

        Assert.Contains($"semantic conventions {version},", File.ReadAllText(conventions), StringComparison.Ordinal);
    }
}
