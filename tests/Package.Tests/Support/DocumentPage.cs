using System.Text.RegularExpressions;

namespace Instrumentation.Package.Tests.Support;

/// <summary>A page of <c>docs/</c>, whose excerpts are compiled and run.</summary>
internal sealed partial class DocumentPage
{
    private readonly PackedPackage _package;

    public DocumentPage(PackedPackage package, string name)
    {
        _package = package;
        Text = File.ReadAllText(Path.Combine(package.RepositoryRoot, "docs", name)).ReplaceLineEndings("\n");
        Excerpts = [.. Excerpt().Matches(Text).Select(static match => match.Groups["code"].Value)];
    }

    public string Text { get; }

    /// <summary>Its pieces of C#, in order.</summary>
    public IReadOnlyList<string> Excerpts { get; }

    /// <summary>Builds a program that uses the package, and runs it.</summary>
    /// <param name="name">A name of its own.</param>
    /// <param name="program">Its source.</param>
    /// <param name="alsoPackage">Another package of this repository that it uses; null for none.</param>
    /// <returns>The lines that it wrote.</returns>
    public async Task<string[]> RunAsync(string name, string program, string? alsoPackage = null)
    {
        var also = alsoPackage is null ? "" : $"""<PackageReference Include="{alsoPackage}" Version="{_package.Version}" />""";
        var project = _package.NewProject(name)
            .Write("app.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{_package.Version}" />
                    {also}
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", program);
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();
        return await project.OutputAsync("bin/Debug/net10.0/app.dll");
    }

    /// <summary>Each test that the table of promises names exists.</summary>
    /// <param name="atLeast">How many there are to name, so that an unread table does not pass.</param>
    public async Task AssertPromisesAreTestedAsync(int atLeast)
    {
        var table = Text.Split("## What is promised")[1].Split("\n## ")[0];
        var named = NamedTest().Matches(table).Select(static match => match.Groups["name"].Value).ToList();
        Assert.True(named.Count >= atLeast);
        var sources = string.Concat(await Task.WhenAll(new[] { "Runtime.Tests", "Integration.Tests" }
            .SelectMany(house => Directory.EnumerateFiles(Path.Combine(_package.RepositoryRoot, "tests", house), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(static file => File.ReadAllTextAsync(file))));
        foreach (var test in named)
        {
            var (type, method) = test.Split('/')[^1].Split('.') is [var one, var two] ? (one, two.TrimEnd('…')) : (test.Split('/')[^1], null);
            Assert.Contains($"class {type}", sources, StringComparison.Ordinal);
            if (method is not null)
                Assert.Contains($" {method}", sources, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z/]*Tests(\\.[A-Za-z_]+…?)?)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex("(?s)```csharp\\n(?<code>.*?)\\n```")]
    private static partial Regex Excerpt();
}
