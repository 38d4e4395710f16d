using System.Globalization;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Matrix;

/// <summary>What is written compiles without a warning however the project around it is set up.</summary>
public sealed class MatrixTests
{
    public static TheoryData<string, LanguageVersion, bool, bool> Cells
    {
        get
        {
            var cells = new TheoryData<string, LanguageVersion, bool, bool>();
            foreach (var framework in new[] { "net8.0", "net10.0" })
            {
                foreach (var language in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview })
                {
                    foreach (var nullable in new[] { true, false })
                        cells.Add(framework, language, nullable, nullable == (language == LanguageVersion.CSharp13));
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void It_compiles_cleanly(string framework, LanguageVersion language, bool isNullable, bool isChecked)
    {
        var run = Over("Subject.cs", framework, language, isNullable, isChecked);
        var hostile = Over("Hostile.cs", framework, language, isNullable, isChecked);

        Assert.Equal(Wrapped(Over("Subject.cs", "net10.0", LanguageVersion.CSharp12, isNullable: true, isChecked: true)), Wrapped(run));
        Assert.Equal(Wrapped(Over("Hostile.cs", "net10.0", LanguageVersion.CSharp12, isNullable: true, isChecked: true)), Wrapped(hostile));
        run.CompilesCleanly();
        hostile.CompilesCleanly();
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Partial_properties_compile_cleanly(string framework, LanguageVersion language, bool isNullable, bool isChecked)
    {
        // The language has them from C# 13 on.
        var run = Over("PartialProperties.cs", framework, language == LanguageVersion.CSharp12 ? LanguageVersion.CSharp13 : language, isNullable, isChecked);

        Assert.Equal(3, run.CompilesCleanly().Sources.Count);
    }

    [Fact]
    public void Names_are_the_same_in_every_culture()
    {
        var here = Over("Subject.cs", "net10.0", LanguageVersion.CSharp12, isNullable: true, isChecked: true);
        var there = InCulture("tr-TR", () => Over("Subject.cs", "net10.0", LanguageVersion.CSharp12, isNullable: true, isChecked: true));

        Assert.Equal("i", InCulture("tr-TR", static () => "İ".ToLower(Thread.CurrentThread.CurrentCulture)));
        Assert.Equal(here.Sources, there.Sources);
        Assert.Contains("\"istanbul\"", string.Concat(there.Sources.Values), StringComparison.Ordinal);
    }

    private static Run Over(string subject, string framework, LanguageVersion language, bool isNullable, bool isChecked)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests/Generator.Tests/Matrix/Subjects", subject));
        return Run.Over(Project.Of("Matrix", language, [], (isNullable ? "#define NULLABLE\n" : "") + text).With(c => c
            .WithReferences(References.Of(framework))
            .WithOptions(c.Options.WithOverflowChecks(isChecked).WithNullableContextOptions(isNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable))));
    }

    // A cell in which something were not wrapped would be clean for nothing.
    private static string[] Wrapped(Run run) =>
        [.. run.Sources.Values.SelectMany(static s => s.Split('\n')).Where(static l => l.StartsWith("// ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static T InCulture<T>(string culture, Func<T> act)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return act();
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
