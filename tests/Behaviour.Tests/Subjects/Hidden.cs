using Instrumentation;

namespace Subjects;

public class Safe
{
    private int _opened;

    public string OpenAll(string code)
    {
        var opened = 0;
        var text = Open(code, ref opened) + Guess(code) + Count(code, out var length) + Protected(1) + ProtectedInternal(2) + PrivateProtected(3);
        return $"{text} {Journal.Text(opened)} {Journal.Text(length)} {Journal.Text(_opened)} {Journal.Text(OpenLater(code).Result)}";
    }

    public Exception? Break() => Journal.Call("private", () => Burst("now"));

    [Traced, Counted]
    private string Open([Tag] string code, ref int opened)
    {
        opened++;
        _opened++;
        return "opened " + code;
    }

    [Traced]
    private static string Guess(string code) => " guessed " + code;

    [Traced]
    private static string Count(string code, out int length)
    {
        length = code.Length;
        return " counted ";
    }

    [Traced]
    private async Task<int> OpenLater(string code)
    {
        await Task.CompletedTask;
        return code.Length + _opened;
    }

    [Traced, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void Burst(string when) => throw new InvalidOperationException("burst " + when + Journal.Text(_opened));

    [Traced]
    protected virtual string Protected(int x) => "p" + Journal.Text(x);

    [Traced]
    protected internal string ProtectedInternal(int x) => "pi" + Journal.Text(x);

    [Traced]
    private protected string PrivateProtected(int x) => "pp" + Journal.Text(x);
}

public sealed class BetterSafe : Safe
{
    public string Inner() => Protected(7) + base.Protected(8);

    protected override string Protected(int x) => "better " + base.Protected(x);
}

public struct Drawer
{
    private int _items;

    public string Fill(int items)
    {
        Put(items);
        Put(items);
        return Journal.Text(Count());
    }

    [Traced]
    private void Put(int items) => _items += items;

    [Traced]
    private readonly int Count() => _items;
}

public class Outer
{
    /// <summary>Its methods, in a type that generated code can't name, are called as they are.</summary>
    private sealed class Inner
    {
        [Traced]
        public string Whisper() => "whisper";
    }

    internal sealed class Open
    {
        [Traced]
        public string Talk() => "talk";
    }

    public string Both() => new Inner().Whisper() + new Open().Talk();
}

public sealed class Vault<T>
{
    private T? _kept;

    [Tag("vault.kept")]
    private T? Kept => _kept;

    public string Use(T value) => Store(value) + Keep(value, "k") + Count<long>() + Secrets.Tell();

    [Traced(ErrorWhen = nameof(IsEmpty))]
    private string Store(T value) => "stored " + Journal.Text(value);

    [Traced]
    private U Keep<U>(T value, U with)
    {
        _kept = value;
        return with;
    }

    [Traced]
    private static string Count<U>()
        where U : struct => typeof(T).Name + typeof(U).Name;

    private static bool IsEmpty(string stored) => stored.Length == 0;
}

public class Bin<T>
{
    public string Spill(T what) => "spilt " + Drop(what);

    [Traced]
    private string Drop(T what) => throw new InvalidOperationException("dropped " + Journal.Text(what));
}

public static class Secrets
{
    public static string Tell() => Whisper("a", 1) + Shelf<int>.Tell(2);

    [Traced]
    private static string Whisper<T>(string whom, T what) => whom + Journal.Text(what);
}

public static partial class Shelf<T>
{
    public static string Tell(T value) => Take(value);

    /// <summary>A static class with type parameters: what reaches it is a method that is added to it.</summary>
    [Traced]
    private static string Take(T value) => "shelf " + Journal.Text(value);
}
