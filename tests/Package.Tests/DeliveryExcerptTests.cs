using System.Text.RegularExpressions;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/delivery.md shows is compiled and run, and the tests that it names for its promises exist.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class DeliveryExcerptTests(PackedPackage package)
{
    [Fact]
    public async Task The_page_compiles_and_its_exporter_exports()
    {
        var excerpts = Excerpt().Matches(await PageAsync()).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(4, excerpts.Count);
        var folder = Path.Combine(Path.GetTempPath(), "delivery-" + Path.GetRandomFileName());
        var project = package.NewProject("DeliveryExcerpts")
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
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", $$"""
                using System.Diagnostics;
                using Instrumentation;
                using Instrumentation.Export;

                Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
                {
                    {{excerpts[0]}}
                }

                {
                    {{excerpts[1].Replace("/var/lib/shop/telemetry", folder, StringComparison.Ordinal)}}
                    Console.WriteLine(string.Join(", ", telemetry.Health.Spans.Select(static health => health.Name)));
                    Console.WriteLine(Directory.Exists("{{folder}}"));
                }

                {
                    {{excerpts[3]}}
                    Work.Do();
                }

                internal static class Work
                {
                    [Traced]
                    public static void Do()
                    {
                    }
                }

                {{excerpts[2]}}
                """);
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();

        var output = await project.OutputAsync("bin/Debug/net10.0/app.dll");

        Assert.Equal(["OTLP to https://collector.example:4318/v1/traces", "True"], output.Take(2));
        Assert.Matches("^[0-9a-f]{32} Work.Do$", Assert.Single(output.Skip(2)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_tests_that_hold_its_promises_exist()
    {
        var table = (await PageAsync()).Split("## What is promised")[1].Split("\n## ")[0];
        var named = NamedTest().Matches(table).Select(static match => match.Groups["name"].Value).ToList();
        Assert.True(named.Count >= 15);
        var sources = string.Concat(await Task.WhenAll(new[] { "Runtime.Tests", "Integration.Tests" }
            .SelectMany(house => Directory.EnumerateFiles(Path.Combine(package.RepositoryRoot, "tests", house), "*.cs", SearchOption.AllDirectories))
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

    private async Task<string> PageAsync() =>
        (await File.ReadAllTextAsync(Path.Combine(package.RepositoryRoot, "docs", "delivery.md"))).ReplaceLineEndings("\n");

    [GeneratedRegex("(?s)```csharp\\n(?<code>.*?)\\n```")]
    private static partial Regex Excerpt();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z/]*Tests(\\.[A-Za-z_]+…?)?)`")]
    private static partial Regex NamedTest();
}
