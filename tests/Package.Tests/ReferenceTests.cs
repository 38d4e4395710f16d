using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class ReferenceTests(PackedPackage package)
{
    private const string Solution = """
        <Solution>
          <Project Path="Library/Library.csproj" />
          <Project Path="Direct/Direct.csproj" />
          <Project Path="Transitive/Transitive.csproj" />
        </Solution>
        """;

    private const string Library = """
        using Instrumentation;

        namespace Library;

        public static class Prices
        {
            [Traced]
            [Counted("prices.asked")]
            public static int Of(int id) => id * 100;

            public static int OfBoth(int id) => Of(id) + Of(id);
        }
        """;

    private const string Program = """
        using var observer = Subject.Observer.Start();
        var sources = new HashSet<System.Diagnostics.ActivitySource>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Library",
            ActivityStopped = span => sources.Add(span.Source),
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        Subject.Observer.Write($"one {Library.Prices.Of(1)}");
        Subject.Observer.Write($"both {Library.Prices.OfBoth(1)}");
        Subject.Observer.Write($"sources {sources.Count}");
        """;

    private static readonly string[] Call = ["metric Library 2.0.0: prices.asked = 1", "span Library 2.0.0: Prices.Of"];

    [Fact]
    public async Task Calls_of_a_library_are_observed_once_in_its_own_scope_wherever_they_stand()
    {
        var shops = package.NewProject("Reference")
            .Write("Shops.slnx", Solution)
            .Write("Library/Library.csproj", Project("<Version>2.0.0</Version>", PackageReference))
            .Write("Library/Prices.cs", Library)
            .Write("Direct/Direct.csproj", Project("<OutputType>Exe</OutputType>", PackageReference, ProjectReference))
            .Write("Transitive/Transitive.csproj", Project("<OutputType>Exe</OutputType>", ProjectReference));
        foreach (var application in new[] { "Direct", "Transitive" })
            shops.Copy(application, "Observer.cs").Write($"{application}/Program.cs", Program);

        (await shops.RestoreAsync("Shops.slnx")).Succeeded();
        (await shops.BuildAsync("Shops.slnx")).Succeeded();

        string[] expected = [.. Call, "one 100", .. Call, .. Call, "both 200", "sources 1"];
        foreach (var application in new[] { "Direct", "Transitive" })
            Assert.Equal(expected, await shops.OutputAsync($"{application}/bin/Debug/net10.0/{application}.dll"));
    }

    private string PackageReference => $"""<PackageReference Include="Instrumentation" Version="{package.Version}" />""";

    private static string ProjectReference => """<ProjectReference Include="../Library/Library.csproj" />""";

    private static string Project(string property, params string[] references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {property}
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(references)}
          </ItemGroup>
        </Project>
        """;
}
