using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>The same methods twice: observed at the call, and in themselves.</summary>
public class Twins(string shop)
{
    [Tag("twin.shop")]
    private readonly string _shop = shop;

    [Tag("twin.size", On = On.Both)]
    private int Size => _shop.Length;

    [Traced("twin"), Counted("twin.calls"), Timed("twin.duration"), InFlight("twin.running")]
    [return: Tag("twin.result", On = On.Both)]
    public async Task<int> AtTheCall([Tag] string id, [Tag] Channel channel, [Tag(Values = [1, 2])] int step, [Tag(Path = "Length")] string text, CancellationToken cancellation = default)
    {
        await Task.Delay(text.Length == 0 ? Timeout.Infinite : 0, cancellation);
        return step < 0 ? throw new ArgumentOutOfRangeException(id + channel) : step + _shop.Length;
    }

    [Traced("twin"), Counted("twin.calls"), Timed("twin.duration"), InFlight("twin.running"), AsyncMethodBuilder(typeof(TracedBuilder<>))]
    [return: Tag("twin.result", On = On.Both)]
    public async Task<int> InItself([Tag] string id, [Tag] Channel channel, [Tag(Values = [1, 2])] int step, [Tag(Path = "Length")] string text, CancellationToken cancellation = default)
    {
        await Task.Delay(text.Length == 0 ? Timeout.Infinite : 0, cancellation);
        return step < 0 ? throw new ArgumentOutOfRangeException(id + channel) : step + _shop.Length;
    }

    [Traced("judged", ErrorWhen = nameof(IsBad), ExpectedExceptions = [typeof(FormatException)], Errors = Errors.Status, Kind = ActivityKind.Client)]
    [Counted("judged.failures", When = When.Failure)]
    public async ValueTask<string> JudgedAtTheCall(string text)
    {
        await Task.Yield();
        return text.Length > 0 ? text : throw new FormatException(_shop);
    }

    [Traced("judged", ErrorWhen = nameof(IsBad), ExpectedExceptions = [typeof(FormatException)], Errors = Errors.Status, Kind = ActivityKind.Client)]
    [Counted("judged.failures", When = When.Failure)]
    [AsyncMethodBuilder(typeof(TracedValueTaskBuilder<>))]
    public async ValueTask<string> JudgedInItself(string text)
    {
        await Task.Yield();
        return text.Length > 0 ? text : throw new FormatException(_shop);
    }

    [Traced("deep", Recursion = Recursion.Outermost)]
    public async Task DeepAtTheCall([Tag] int depth)
    {
        await Task.Yield();
        if (depth > 0)
            await DeepAtTheCall(depth - 1);
    }

    [Traced("deep", Recursion = Recursion.Outermost), AsyncMethodBuilder(typeof(TracedBuilder))]
    public async Task DeepInItself([Tag] int depth)
    {
        await Task.Yield();
        if (depth > 0)
            await DeepInItself(depth - 1);
    }

    [Traced("root", NewRoot = true)]
    public async ValueTask RootAtTheCall() => await DeepAtTheCall(0);

    [Traced("root", NewRoot = true), AsyncMethodBuilder(typeof(TracedValueTaskBuilder))]
    public async ValueTask RootInItself() => await DeepInItself(0);

    [Traced("detail", Level = Level.Detailed)]
    public async Task DetailAtTheCall() => await Task.Yield();

    [Traced("detail", Level = Level.Detailed), AsyncMethodBuilder(typeof(TracedBuilder))]
    public async Task DetailInItself() => await Task.Yield();

    private bool IsBad(string text) => text == _shop;
}

/// <summary>The same call of each of two twins.</summary>
public static class TwinCalls
{
    private static readonly Twins Twins = new("corner");

    public static Dictionary<string, (Func<Task> AtTheCall, Func<Task> InItself)> ByName { get; } = new()
    {
        ["every tag"] = (() => Twins.AtTheCall("1", Channel.Store, 2, "text"), () => Twins.InItself("1", Channel.Store, 2, "text")),
        ["undefined values"] = (() => Twins.AtTheCall("1", (Channel)9, 7, null!), () => Twins.InItself("1", (Channel)9, 7, null!)),
        ["an exception"] = (() => Twins.AtTheCall("1", Channel.WebShop, -1, "text"), () => Twins.InItself("1", Channel.WebShop, -1, "text")),
        ["the caller's cancellation"] = (
            () => Twins.AtTheCall("1", Channel.WebShop, 1, "", new CancellationToken(canceled: true)),
            () => Twins.InItself("1", Channel.WebShop, 1, "", new CancellationToken(canceled: true))),
        ["a good result"] = (() => Twins.JudgedAtTheCall("x").AsTask(), () => Twins.JudgedInItself("x").AsTask()),
        ["a bad result"] = (() => Twins.JudgedAtTheCall("corner").AsTask(), () => Twins.JudgedInItself("corner").AsTask()),
        ["an expected exception"] = (() => Twins.JudgedAtTheCall("").AsTask(), () => Twins.JudgedInItself("").AsTask()),
        ["an unexpected exception"] = (() => Twins.JudgedAtTheCall(null!).AsTask(), () => Twins.JudgedInItself(null!).AsTask()),
        ["recursion"] = (() => Twins.DeepAtTheCall(3), () => Twins.DeepInItself(3)),
        ["a new root"] = (() => Twins.RootAtTheCall().AsTask(), () => Twins.RootInItself().AsTask()),
    };
}

/// <summary>Async methods in every place, which observe themselves.</summary>
public class Selves
{
    public static readonly AsyncLocal<string?> Ambient = new();

    public static Func<string, Task<string>> AsDelegate => Echo;

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<string> Echo([Tag] string text)
    {
        await Task.Yield();
        return text;
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<string> Over([Tag] int number)
    {
        await Task.Yield();
        return "number " + Journal.Text(number);
    }

    [Traced("Selves.OverText"), AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<string> Over([Tag] string text)
    {
        await Task.Yield();
        return "text " + text;
    }

    [Traced("Selves.OverMany"), AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<string> Over<T>([Tag] T one, Dictionary<string, T?[]> many)
    {
        await Task.Yield();
        return $"many {Journal.Text(one)} {Journal.Text(many.Count)}";
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
    private static async Task Secret([Tag] Hidden hidden)
    {
        await Task.Yield();
        Journal.Note(hidden.ToString());
    }

    public static Task Tell() => Secret(new Hidden());

    public static async Task<string> Local(string[] words)
    {
        var count = 0;
        var told = await Tell(words[0]);
        Func<string, Task<string>> tell = Tell;
        return told + await tell(words[1]) + await Still(3) + Journal.Text(count);

        [Traced("told"), AsyncMethodBuilder(typeof(TracedBuilder<>))]
        async Task<string> Tell([Tag] string word)
        {
            await Task.Yield();
            count++;
            return word;
        }

        [Traced, AsyncMethodBuilder(typeof(TracedValueTaskBuilder<>))]
        static async ValueTask<string> Still<T>([Tag] T value)
        {
            await Task.Yield();
            return Journal.Text(value);
        }
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<string> Awaits(bool critical)
    {
        Journal.Note("class " + await new Peculiar(critical));
        Journal.Note("struct " + await new Quirk());
        await Task.Run(static () => Journal.Note("elsewhere")).ConfigureAwait(false);
        Ambient.Value = "inner";
        await Task.Yield();
        return Ambient.Value;
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
    public static async Task ThrowsBeforeAwait()
    {
        if (Work.Shared.Message.Length > 0)
            throw Work.Shared;
        await Task.Yield();
    }

    [Traced, AsyncMethodBuilder(typeof(TracedValueTaskBuilder))]
    public static async ValueTask ThrowsLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
    public static async Task Waits(CancellationToken cancellation)
    {
        await Task.Yield();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<Activity?[]> Inside()
    {
        var before = Activity.Current;
        await Task.Yield();
        return [before, Activity.Current];
    }

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
#pragma warning disable INS003 // That there is no value is what is tested.
    public static async Task<int> Unused([Tag] string nobody)
#pragma warning restore INS003
    {
        await Task.Yield();
        return 1;
    }

    [Counted, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public static async Task<int> Lean(Task awaited)
    {
        await awaited;
        return 1;
    }

    public static async Task<int> PlainLean(Task awaited)
    {
        await awaited;
        return 1;
    }

    private sealed class Hidden
    {
        public override string ToString() => "hidden";
    }
}

public class SelfBox<T>(T content)
    where T : notnull
{
    [Tag("box.content")]
    private T Content { get; } = content;

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    [return: Tag("box.result")]
    public async Task<(T, TOther)> Pair<TOther>([Tag] TOther other)
    {
        await Task.Yield();
        return (Content, other);
    }
}

public interface ISelf
{
    Task<int> Get(int key);
}

public class ExplicitSelf : ISelf
{
    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    async Task<int> ISelf.Get([Tag] int key)
    {
        await Task.Yield();
        return key + 1;
    }
}

public struct SelfStruct
{
    [Tag("struct.value")]
    public int Value;

    [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public async Task<int> Add(int more)
    {
        Value += more;
        await Task.Yield();
        return Value;
    }
}

/// <summary>An awaitable of its own, a class, by choice without the critical half.</summary>
public sealed class Peculiar(bool critical)
{
    public PeculiarAwaiter GetAwaiter() => critical ? new CriticalPeculiarAwaiter() : new PeculiarAwaiter();

    public class PeculiarAwaiter : INotifyCompletion
    {
        public bool IsCompleted => false;

        public string GetResult() => GetType().Name;

        public void OnCompleted(Action continuation) => Task.Run(continuation);
    }

    public sealed class CriticalPeculiarAwaiter : PeculiarAwaiter, ICriticalNotifyCompletion
    {
        public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static c => c(), continuation, preferLocal: false);
    }
}

/// <summary>An awaitable of its own, a struct.</summary>
public readonly struct Quirk : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public Quirk GetAwaiter() => this;

    public string GetResult() => "quirk";

    public void OnCompleted(Action continuation) => Task.Run(continuation);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static c => c(), continuation, preferLocal: false);
}
