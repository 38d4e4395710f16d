using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Instrumentation.Instruments;

/// <summary>
/// The text of an enumeration's value where generated code could not know its type, as for a type parameter: the member's name in
/// snake_case, <c>other</c> for an undefined one, each made once.
/// </summary>
internal static class EnumText
{
    private static readonly ConcurrentDictionary<Enum, string> Texts = new();

    // Undefined values and combinations of flags are without number.
    public static string Of(Enum value) => Texts.TryGetValue(value, out var text) ? text
        : Enum.IsDefined(value.GetType(), value) ? Texts.GetOrAdd(value, static v => Snake(v.ToString()))
        : "other";

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && char.IsLetterOrDigit(name[i - 1])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLower(name[i], CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
