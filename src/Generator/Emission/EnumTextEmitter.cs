using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes the texts of an enumeration: a switch over constants, so that no value of a tag is made at run time.</summary>
internal static class EnumTextEmitter
{
    public static string Emit(EnumModel model, string @namespace)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        using (code.Open($"namespace {@namespace}"))
        {
            code.Line($"/// <summary>What the values of <see cref=\"{Cref(model.Type)}\"/> are called in tags.</summary>").Lines(Code.ClassAttributes);
            using (code.Open($"internal static class {model.TextClass}"))
            {
                code.Line($"internal static string? Text({model.Type}? value) => value switch").Line("{");
                foreach (var member in model.Members)
                    code.Indented($"{member.Value} => {Code.Literal(member.Text)},");
                code.Indented("null => null,").Indented("_ => \"other\",").Line("};");
            }
        }

        return code.ToString();
    }

    private static string Cref(string type) => type.Replace('<', '{').Replace('>', '}');
}
