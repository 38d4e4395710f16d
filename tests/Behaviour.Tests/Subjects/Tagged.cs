using System.Runtime.Serialization;
using Instrumentation;

namespace Subjects;

public enum Channel
{
    WebShop,

    [EnumMember(Value = "POS")]
    Store,

    HTTPCall,
}

[Flags]
public enum Parts
{
    None = 0,
    Left = 1,
    Right = 2,
    Both = Left | Right,
}

public enum Wide : long
{
    Far = long.MaxValue,
    Alias = Far,
}

public record Customer(string? Name, Customer? Parent = null, Address? Address = null)
{
    public string Throwing => throw new InvalidOperationException("getter");

    public Channel Channel => Channel.Store;
}

public readonly record struct Address(string? City, int? Floor);

public sealed class Unspeakable
{
    public override string ToString() => throw new NotSupportedException("no text");
}

public class Tagged
{
    [Tag]
    private readonly string _region = "eu";

    [Tag("shard", On = On.Both)]
    public int Shard { get; init; } = 3;

    [Tag]
    public static bool Ready => true;

    [Tag("throws")]
    public string Throwing => throw new InvalidOperationException("property");

    [Tag]
    private string Hidden { get; } = "h";

    [Traced, Counted]
    public void Members()
    {
    }

    [Traced, Counted]
    public static void Scalars(
        [Tag] string? text, [Tag] int number, [Tag] long big, [Tag] double real, [Tag] decimal money, [Tag] bool flag, [Tag] char letter, [Tag] Guid id, [Tag] DateTimeOffset at, [Tag] string[] list)
    {
    }

    [Traced, Counted]
    public static void Nullables([Tag] int? number, [Tag] bool? flag, [Tag] Channel? channel, [Tag] Guid? id)
    {
    }

    [Traced, Counted]
    public static void Enums([Tag] Channel channel, [Tag] Parts parts, [Tag] Wide wide)
    {
    }

    [Traced, Counted]
    public static void Generic<T>([Tag] T value, [Tag(On = On.Metrics)] T measured)
    {
    }

    [Traced, Counted]
    public static void Paths(
        [Tag("name", Path = "Name")] Customer? customer,
        [Tag("city", Path = "Parent.Address.City"), Tag("floor", Path = "Parent.Address.Floor"), Tag("channel", Path = "Parent.Channel")] Customer? other,
        [Tag("bad", Path = "Throwing"), Tag("bad.metric", Path = "Throwing.Length", On = On.Both)] Customer? bad)
    {
    }

    [Traced, Counted]
    public static void Sets([Tag(Values = ["gold", "silver"])] string? tier, [Tag(Values = [1, 2])] int size, [Tag(Values = [10L])] long? limit)
    {
    }

    [Traced, Counted]
    public static void Where([Tag(On = On.Span)] bool span, [Tag(On = On.Metrics)] string metrics, [Tag(On = On.Both)] string both, [Tag] string safe)
    {
    }

    [Traced, Counted, Timed, InFlight]
    [return: Tag("length", Path = "Length"), Tag("kind", Values = ["short"])]
    public static string? Returns(string? text) => text;

    [Traced, Counted]
    [return: Tag]
    public static async Task<Channel> ReturnsLater(Channel channel)
    {
        await Task.Yield();
        return channel;
    }

    [Counted]
    [return: Tag]
    public static ValueTask<bool> ReturnsNow(bool flag) => new(flag);

    [Traced, Counted]
    public static void Odd([Tag] Unspeakable unspeakable, [Tag("key with space")] object value, [Tag] int userId, [Tag] ref int byRef, [Tag] in long byIn)
    {
    }

    [Traced]
    public static void Passwords(string password, [Tag] string user)
    {
    }

    public string ReadHidden() => Hidden + _region;
}

public struct TaggedStruct
{
    [Tag]
    private int _level;

    [Tag]
    private readonly string Label => "label";

    [Traced]
    public void Raise() => _level++;

    [Traced]
    public readonly int Read() => _level + Label.Length;

    [Traced(ErrorWhen = nameof(IsHigh))]
    public readonly int Check() => _level;

    [Traced(ErrorWhen = nameof(IsHigh))]
    public int RaiseAndCheck() => ++_level;

    private readonly bool IsHigh(int level) => level > _level - 1;
}

[Traced, Counted("typed.calls"), Tagless]
public class TypeWide
{
    public string First() => "first";

    [Traced("second, by its own name")]
    public string Second() => Helper();

    [NotInstrumented]
    public string Third() => "third";

    internal string Fourth() => "fourth";

    public override string ToString() => "fifth";

    private string Helper() => "helper";
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class TaglessAttribute : Attribute;

public class Several
{
    [Counted("several.all"), Counted("several.good", When = When.Success, Unit = "{thing}"), Counted("several.bad", When = When.Failure, Description = "what failed")]
    [Timed("several.time", Buckets = [0.1, 1]), Timed("several.time.fine", Buckets = [0.001, 0.01], Description = "finely")]
    [InFlight("several.running"), InFlight("several.running.too")]
    public static int Run(int value) => value < 0 ? throw new ArgumentOutOfRangeException(nameof(value)) : value;
}
