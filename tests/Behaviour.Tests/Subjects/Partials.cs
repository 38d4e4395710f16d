using Instrumentation;

namespace Subjects;

public partial class Kitchen(string name)
{
    private readonly string _name = name;

    [Traced, Counted, Timed, InFlight]
    public partial string Cook([Tag] string dish, int portions = 2);

    [Traced]
    public static partial int Weigh(params int[] parts);

    [Traced]
    public partial Task<string> CookLater(string dish, CancellationToken cancellation = default);

    [Traced]
    public partial ValueTask Rest();

    [Traced]
    internal partial bool TryTaste(ref int spoons, in string dish, out string taste);

    [Traced]
    private partial void Clean();

    [Traced]
    public virtual partial string Style();

    [Traced]
    public partial T Serve<T>(T value)
        where T : class, new();

    private string CookCore(string dish, int portions) => portions < 0
        ? throw new ArgumentOutOfRangeException(nameof(portions), "nobody eats")
        : $"{_name} {dish} {Journal.Text(portions)}";

    private static int WeighCore(int[] parts) => parts.Sum();

    private async Task<string> CookLaterCore(string dish, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return "later " + dish;
    }

    private async ValueTask RestCore()
    {
        await Task.Yield();
        Journal.Note("rested");
    }

    private bool TryTasteCore(ref int spoons, in string dish, out string taste)
    {
        spoons++;
        taste = "of " + dish;
        return true;
    }

    private void CleanCore() => Journal.Note("clean");

    private string StyleCore() => "plain";

    private T ServeCore<T>(T value)
        where T : class, new() => value ?? new T();

    public void CleanUp() => Clean();
}

public class Bistro() : Kitchen("bistro")
{
    public override string Style() => "french " + base.Style();
}

public partial struct Meter
{
    private int _value;

    [Traced]
    public partial int Up(int by);

    [Traced]
    public readonly partial int Read();

    private int UpCore(int by) => _value += by;

    private readonly int ReadCore() => _value;
}

public partial record Pair<T>(T Left)
    where T : notnull
{
    [Traced]
    public partial string Join<TOther>(TOther other, T again)
        where TOther : notnull;

    private string JoinCore<TOther>(TOther other, T again)
        where TOther : notnull => $"{Journal.Text(Left)} {Journal.Text(other)} {Journal.Text(again)}";

    public partial class Nest<TInner>
    {
        [Traced]
        public static partial string Show(T outer, TInner inner);

        private static string ShowCore(T outer, TInner inner) => $"{Journal.Text(outer)} {Journal.Text(inner)}";
    }
}

public static partial class PartialTexts
{
    [Traced]
    public static partial string Whisper(this string text, int times = 1);

    private static string WhisperCore(string text, int times) => string.Concat(Enumerable.Repeat("~" + text, times));
}

public interface IPlate
{
    string Lay(int seats);
}

public partial class Plate : IPlate
{
    [Traced]
    public partial string Lay(int seats);

    private string LayCore(int seats) => "laid " + Journal.Text(seats);
}
