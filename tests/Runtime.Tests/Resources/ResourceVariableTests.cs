using System.Text;
using FsCheck.Fluent;
using Instrumentation.Configuration;
using Instrumentation.Resources;
using Instrumentation.Runtime.Tests.Context;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Resources;

[Collection(ProcessWide.Name)]
public sealed class ResourceVariableTests
{
    private const string Variable = "OTEL_RESOURCE_ATTRIBUTES";

    [Theory]
    [InlineData("", "")]
    [InlineData("a=b", "a=b")]
    [InlineData(" a = b , c=d,, ", "a=b c=d")]
    [InlineData("a=", "a=")]
    [InlineData("a=1,a=2", "a=2")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a=b%2Cc%3dd%25", "a=b,c=d%")]
    [InlineData("k%2Cey=v", "k,ey=v")]
    [InlineData("a=%C3%A4%F0%9F%9A%80", "a=ä🚀")]
    [InlineData("a=ä b", "a=ä b")]
    [InlineData("a=b;c=d", "a=b;c=d")]
    [InlineData("a=x+y", "a=x+y")]
    [InlineData("I=İ", "I=İ")]
    [InlineData("service.name=shop,OTEL=1", "OTEL=1 service.name=shop")]
    [InlineData("service.name=,a=b", "a=b")]
    public void A_list_of_pairs_is_read(string text, string expected)
    {
        using var surroundings = new Surroundings().Speak("tr-TR");

        Assert.Equal(expected, Read(text).Attributes.ToString());
        Assert.Equal("", surroundings.Told);
    }

    [Theory]
    [InlineData("a=b,c", "is no list of key=value: number 2 is none")]
    [InlineData("a=b,=secret", "is no list of key=value: number 2 is none")]
    [InlineData("a=b,%20=secret", "is no list of key=value: number 2 is none")]
    [InlineData("%zz=secret", "is no list of key=value: number 1 is none")]
    [InlineData("secret", "is no list of key=value: number 1 is none")]
    [InlineData("a=b,c.d=%2", "has a value that is not percent-encoded UTF-8, that of c.d")]
    [InlineData("c.d=%,a=b", "has a value that is not percent-encoded UTF-8, that of c.d")]
    [InlineData("c.d=%+1", "has a value that is not percent-encoded UTF-8, that of c.d")]
    [InlineData("c.d=%FF", "has a value that is not percent-encoded UTF-8, that of c.d")]
    [InlineData("c.d=%C3", "has a value that is not percent-encoded UTF-8, that of c.d")]
    public void If_one_pair_is_bad_all_are_dropped_and_its_value_is_not_told(string text, string told)
    {
        using var surroundings = new Surroundings();

        Assert.Equal("", Read(text).Attributes.ToString());
        Assert.Equal($"instrumentation: {Variable} {told}. All of it is ignored.\n", surroundings.Told);
    }

    [Theory]
    [InlineData("shop", "service.name=market", "service.name=shop")]
    [InlineData("shop", "service.name=%", "service.name=shop")]
    [InlineData("a,b=c%20", "", "service.name=a,b=c%20")]
    public void The_name_of_the_service_has_a_variable_of_its_own_which_wins(string name, string attributes, string expected)
    {
        using var surroundings = new Surroundings();
        using var machine = new MachineFolder();
        machine.Set("OTEL_SERVICE_NAME", name).Set(Variable, attributes);

        Assert.Equal(expected, Resource.Merge([.. ResourceVariables.Read(machine.Machine)]).Attributes.ToString());
    }

    [Fact]
    public void What_was_encoded_comes_back() => Hostile.Holds(Hostile.Text.Zip(Hostile.Text), static pair =>
    {
        // Half a surrogate pair has no UTF-8, and white space no key.
        var (key, value) = (Whole("k" + pair.Item1), Whole(pair.Item2));

        Assert.Equal(value, Read($"{Uri.EscapeDataString(key)}={Uri.EscapeDataString(value)}").Attributes.ValueOf(key));

        static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    });

    [Fact]
    public void Whatever_it_says_nothing_is_thrown()
    {
        var found = 0;
        Hostile.Holds(Hostile.EditedOf("service.name=shop,a=%C3%A4, deployment.environment.name = test ,k%2Cey=b=c"), text =>
            found += Read(text).Attributes.Count > 0 ? 1 : 0);
        Hostile.Holds(Hostile.Text, static text => Read(text));

        Assert.True(found > 500, $"Only {found} lists could be read: this proves little.");
    }

    private static Resource Read(string text) =>
        Resource.Merge([.. ResourceVariables.Read(new Machine("/", name => name == Variable ? text : null))]);
}
