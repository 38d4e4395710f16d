using Instrumentation;

namespace Subjects;

public partial class Till
{
    private readonly Dictionary<string, int> _drawers = [];
    private int _sum;

    [Tag]
    public partial string Name { [Traced] get; init; }

    public partial int Sum
    {
        [Traced, Counted, Timed, InFlight]
        [return: Tag]
        get;

        [Traced]
        [param: Tag("added")]
        set;
    }

    public partial int this[[Tag] string drawer] { [Traced] get; [Traced] set; }

    public static partial Task<int> Later { [Traced] get; }

    public partial IEnumerable<string> Drawers { [Traced] get; }

    public partial ref int Raw { [Traced] get; }

    [Traced]
    public void Open() => Journal.Note("open");

    private string GetNameCore() => "till";

    private void SetNameCore(string value) => Journal.Note("named " + value);

    private int GetSumCore() => _sum;

    private void SetSumCore(int value) => _sum = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "no debts");

    private int GetItemCore(string drawer) => _drawers[drawer];

    private void SetItemCore(string drawer, int value) => _drawers[drawer] = value;

    private static async Task<int> GetLaterCore()
    {
        await Task.Yield();
        return 7;
    }

    private IEnumerable<string> GetDrawersCore()
    {
        foreach (var drawer in _drawers.Keys)
            yield return drawer;
    }

    private ref int GetRawCore() => ref _sum;
}

public partial struct Dial(int start)
{
    private int _value = start;

    public partial int Value { [Traced] readonly get; [Traced] set; }

    private readonly int GetValueCore() => _value;

    private void SetValueCore(int value) => _value = value;
}

public interface ILabelled
{
    string Label { get; }
}

public partial class Tin : ILabelled
{
    public virtual partial string Label { [Traced] get; }

    private string GetLabelCore() => "tin";
}

public class PaintTin : Tin
{
    public override string Label => "paint " + base.Label;
}
