namespace Instrumentation.Generator.Tests.Properties;

/// <summary>A type that parameters have: its name, a value of a number, and what it can be.</summary>
internal sealed record ParameterType(string Name, Func<int, string> Value, string? Default = null, bool IsSpan = false, bool IsStruct = false);

internal static class ParameterTypes
{
    /// <summary>The type parameter's place in the list: it stands for the method's or the type's, and for an integer where there is none.</summary>
    public const int TypeParameter = 1;

    public static readonly IReadOnlyList<ParameterType> All =
    [
        new("int", static n => $"{n}", "7", IsStruct: true),
        new("int", static n => $"{n}", "7", IsStruct: true),
        new("string", static n => $"\"{n}\"", "\"seven\""),
        new("string?", static n => n % 2 == 0 ? "null" : $"\"{n}\"", "null"),
        new("int?", static n => n % 2 == 0 ? "null" : $"(int?){n}", "null", IsStruct: true),
        new("(int Left, string Right)", static n => $"({n}, \"{n}\")", IsStruct: true),
        new("int[]", static n => $"(new[] {{ {n}, {n + 1} }})"),
        new("Span<int>", static n => $"((Span<int>)new[] {{ {n}, {n + 1} }})", IsSpan: true),
        new("ReadOnlySpan<char>", static n => $"\"{n}\".AsSpan()", IsSpan: true),
        new("DayOfWeek", static n => $"(DayOfWeek){n % 7}", "DayOfWeek.Friday", IsStruct: true),
        new("decimal", static n => $"{n}.5m", "7.5m", IsStruct: true),
        new("object?", static n => $"(object?){n}", "null"),
        new("Func<int>", static n => $"(Func<int>)(() => {n})"),
        new("List<string?>", static n => $"(new List<string?> {{ \"{n}\", null }})"),
        new("CancellationToken", static _ => "J.Token", "default", IsStruct: true),
    ];
}
