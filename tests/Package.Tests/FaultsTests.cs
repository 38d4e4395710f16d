using System.Text.RegularExpressions;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>The sample in which every rule fires: what a build with the package says of it is in its list, line by line.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class FaultsTests(PackedPackage package)
{
    private const string Update = "UPDATE_FINDINGS";

    // Code that does not compile, and calls that another package intercepts, are not in the sample.
    private static readonly string[] Missing = ["INS009", "INS013"];

    private string Sample => Path.Combine(package.RepositoryRoot, "samples", "Faults");

    [Fact]
    public async Task The_build_says_what_is_listed()
    {
        var project = package.NewProject("Faults").Write("Faults.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <LangVersion>14.0</LangVersion>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Instrumentation" Version="{package.Version}" />
                <PackageReference Include="OpenTelemetry" Version="{VersionOf("OpenTelemetry")}" />
                <GlobalAnalyzerConfigFiles Include="Shown.globalconfig" />
              </ItemGroup>
            </Project>
            """);
        foreach (var file in Directory.EnumerateFiles(Sample).Where(static f => Path.GetExtension(f) is ".cs" or ".globalconfig" or ".editorconfig"))
            project.Write(Path.GetFileName(file), (await File.ReadAllTextAsync(file)).Replace("severity = suggestion", "severity = warning", StringComparison.Ordinal));
        (await project.RestoreAsync("Faults.csproj")).Succeeded();

        var build = (await project.BuildAsync("Faults.csproj")).Succeeded();

        var findings = build.Lines.Select(static l => Warning().Match(l)).Where(static m => m.Success)
            .Select(static m => (File: m.Groups["file"].Value, Line: m.Groups["line"].Value, Text: $"{m.Groups["id"].Value}: {m.Groups["message"].Value}"))
            .Distinct()
            .OrderBy(static f => f.File, StringComparer.Ordinal).ThenBy(static f => f.Line.Length).ThenBy(static f => f.Line, StringComparer.Ordinal).ThenBy(static f => f.Text, StringComparer.Ordinal)
            .Select(static f => f.File.Length == 0 ? f.Text : $"{f.File}({f.Line}): {f.Text}");
        var text = string.Join('\n', findings) + "\n";
        var path = Path.Combine(Sample, "findings.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(path, text);
        Assert.True(text == await File.ReadAllTextAsync(path), $"{path} is not what the build says. Run the test with {Update}=1 to write it, and review the change:\n{text}");
    }

    [Fact]
    public void Every_rule_is_in_the_list()
    {
        var rules = File.ReadLines(Path.Combine(package.RepositoryRoot, "docs", "rules", "README.md")).Select(static l => Rule().Match(l)).Where(static m => m.Success).Select(static m => m.Groups["id"].Value);
        var listed = File.ReadAllText(Path.Combine(Sample, "findings.txt"));

        Assert.DoesNotContain(rules.Except(Missing), r => !listed.Contains(r, StringComparison.Ordinal));
    }

    private string VersionOf(string name) => Regex.Match(
        File.ReadAllText(Path.Combine(package.RepositoryRoot, "Directory.Packages.props")), $"Include=\"{Regex.Escape(name)}\" Version=\"([^\"]+)\"").Groups[1].Value;

    [GeneratedRegex(@"^(?:.*?(?<file>[^/\\]+)\((?<line>\d+),\d+\)|CSC) ?: warning (?<id>INS\d+): (?<message>.*?)(?: \(https://[^)]*\))? \[[^\[\]]*proj[^\]]*\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex Warning();

    [GeneratedRegex(@"^\| \[(?<id>INS\d+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Rule();
}
