using System.Globalization;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/tracing.md shows is compiled and run: each excerpt by itself, in front of some work.</summary>
[Collection(PackageCollection.Name)]
public sealed class TracingExcerptTests(PackedPackage package)
{
    [Fact]
    public async Task Each_excerpt_runs_and_does_what_is_said_of_it()
    {
        var excerpts = new DocumentPage(package, "tracing.md").Excerpts;
        var project = package.NewProject("Excerpts")
            .Write("app.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", Program(excerpts))
            .Copy("", "Excerpts/Shop.cs");
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();

        var output = string.Join('\n', await project.OutputAsync("bin/Debug/net10.0/app.dll"));

        var outputs = output.Split("== excerpt\n").Skip(1).ToList();
        Assert.Equal(excerpts.Count, outputs.Count);
        foreach (var (excerpt, written) in excerpts.Zip(outputs))
            Assert.Matches(Expected(excerpt), written);
    }

    /// <summary>What an excerpt makes of the work: a probe that is answered, and a payment with a password.</summary>
    private static string Expected(string excerpt) => excerpt switch
    {
        _ when excerpt.Contains("UseBasicDefaults", StringComparison.Ordinal) => "(?s)^trace .*\npay  .*password=hunter2.*$",
        _ when excerpt.Contains("UseProductionDefaults", StringComparison.Ordinal) => "^exported pay password=REDACTED\n?$",
        _ when excerpt.Contains("UseCloudNativeDefaults", StringComparison.Ordinal) => "^exported pay password=REDACTED\n?$",
        _ when excerpt.Contains("TraceIdRatioSampler(0.1)))\n    .AddExporter", StringComparison.Ordinal) => "^(exported pay password=hunter2\n?)?$",
        _ when excerpt.Contains("RuleBasedSampler", StringComparison.Ordinal) => "(?s)^(trace .*)?$",
        _ when excerpt.Contains("OnError", StringComparison.Ordinal) => "(?s)^trace .*\npay  .*$",
        _ => throw new InvalidOperationException($"Nothing is known of this excerpt:\n{excerpt}"),
    };

    private static string Program(IEnumerable<string> excerpts) => $$"""
        using Instrumentation;
        using Instrumentation.Tracing;
        using Shop;

        {{string.Concat(excerpts.Select(static (code, i) => string.Create(CultureInfo.InvariantCulture, $$"""
            Console.WriteLine("== excerpt");
            await Excerpt{{i}}Async();

            static async Task Excerpt{{i}}Async()
            {
            {{code}}
                Work.Run();
            }

            """)))}}
        """;
}
