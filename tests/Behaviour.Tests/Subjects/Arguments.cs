using System.Globalization;
using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

public class Arguments
{
    [Traced]
    public static string Mixed(int a, ref int b, in int c, out int d, int e = 5, string f = "six", params int[] rest)
    {
        d = a + b + c;
        b++;
        return $"{a} {c} {e} {f} {Journal.Text(rest)}";
    }

    [Traced]
    public static string Defaults(int? number = null, DayOfWeek day = DayOfWeek.Friday, decimal money = 1.5m, string? text = null, char c = '\'', CancellationToken cancellation = default, Guid id = default) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {day} {money} {text} {c} {cancellation.CanBeCanceled} {id}");

    [Traced]
    public static int Collection(params List<int> values) => values.Count;

    [Traced]
    public static int Spanned(params ReadOnlySpan<int> values) => values.Length;

    [Traced]
    public static int Length(ReadOnlySpan<char> text, Span<int> into)
    {
        into[0] = text.Length;
        return text.Length;
    }

    [Traced]
    public static bool Read(ref readonly long number, scoped ref int other) => number > ++other;

    [Traced]
    public static dynamic Dynamic(dynamic value, (int First, string? Second) pair) => value + pair.First;

    [Traced]
    public static string Generic<T>(T? value, params T[] rest)
        where T : struct => Journal.Text(value) + Journal.Text(rest);

    [Traced]
    public static string? Nullable<T>(T value, T? other)
        where T : notnull => value.ToString() + other;

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public static void Throw(int value, out int result)
    {
        result = value;
        throw new InvalidOperationException("after out " + Journal.Text(value));
    }

    [Traced]
    public static string Interpolated(FormattableString text) => text.Format + text.ArgumentCount.ToString(CultureInfo.InvariantCulture);

    [Traced]
    public static string Caller(int x, [CallerMemberName] string member = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression(nameof(x))] string expression = "") =>
        $"{member} {line > 0} {expression}";

    [Traced]
    public string Optional(int value = 3, string? name = "n") => Journal.Text(value) + name;
}
