using Instrumentation;

namespace Subjects.@namespace;

/// <summary>Names that are keywords, that generated code uses itself, or that are not ASCII.</summary>
public class Words
{
    [Tag]
    private int @checked => 1;

    [Traced, Counted]
    public string @event([Tag] string @class, [Tag(On = On.Both)] int @int, bool @is = true) => $"{@class} {@int} {@is} {@checked}";

    [Traced]
    public static int @static(int @this, int value, int async, int await, int var, int @yield) => @this + value + async + await + var + @yield;

    [Traced, Counted]
    public partial class @struct
    {
        public static string @if<@class>(@class @new)
            where @class : notnull => @new.ToString()!;
    }

    [Traced, Counted, Timed, InFlight]
    [return: Tag(On = On.Both)]
    public int Locals(
        [Tag(On = On.Both)] int call, int task, int result, [Tag(On = On.Both)] int tags, int exception, int self, int returned, int started, int known, int fault, int seconds, [Tag(Values = [1, 2])] int counted) =>
        call + task + result + tags + exception + self + returned + started + known + fault + seconds + counted;

    [Traced(ErrorWhen = nameof(IsNegative)), Counted, Timed, InFlight]
    [return: Tag(On = On.Both)]
    public async Task<int> LocalsLater(
        [Tag(On = On.Both)] int call, int task, int result, CancellationToken tags, int exception, int self, int returned, int started, [Tag(Values = [1, 2])] int known, int fault, int seconds, int counted, int callTag, int resultTag)
    {
        await Task.Yield();
        return call + task + result + exception + self + returned + started + known + fault + seconds + counted + callTag + resultTag;
    }

    [Traced, Counted]
    public static int Fields(int s_scope, int s_source, [Tag(On = On.Both)] int Fields_Calls, int owner) => s_scope + s_source + Fields_Calls + owner;

    [Traced]
    public string Größe([Tag("größe")] string straße, [Tag] int Übung) => $"{straße} {Journal.Text(Übung)}";

    [Traced]
    public static string 合計(int 数) => Journal.Text(数);

    [Traced]
    public string Under_score_2(int _x) => Journal.Text(_x);

    [Traced]
    public string Under(int x) => Journal.Text(x);

    [Traced]
    public string Under(string x) => x;

    [Traced]
    public string Under_2(int x) => "not the second " + Journal.Text(x);

    [Traced]
    public string Under_Observed(int x) => "no helper " + Journal.Text(x);

    private bool IsNegative(int result) => result < @checked;
}
