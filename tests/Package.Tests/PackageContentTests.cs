using System.IO.Compression;
using System.Xml.Linq;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    private static readonly string[] Files =
    [
        "Instrumentation.nuspec",
        "analyzers/dotnet/cs/Instrumentation.Analyzers.dll",
        "analyzers/dotnet/cs/Instrumentation.CodeFixes.dll",
        "analyzers/dotnet/cs/Instrumentation.Generator.dll",
        "build/Instrumentation.targets",
        "build/InstrumentationGeneratorRan.cs",
        "buildTransitive/Instrumentation.targets",
        "lib/net10.0/Instrumentation.Runtime.dll",
        "lib/net10.0/Instrumentation.Runtime.xml",
        "lib/net8.0/Instrumentation.Runtime.dll",
        "lib/net8.0/Instrumentation.Runtime.xml",
    ];

    [Fact]
    public void Packing_gives_one_package()
    {
        Assert.Equal([package.File], Directory.GetFiles(package.Feed));
    }

    [Fact]
    public void The_package_holds_these_files_and_no_other()
    {
        using var zip = ZipFile.OpenRead(package.File);

        // The container format's own parts are no content.
        var content = zip.Entries.Select(static e => e.FullName)
            .Where(static name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal));

        string[] readme = new FileInfo(Path.Combine(package.RepositoryRoot, "README.md")) is { Exists: true, Length: > 0 } ? ["README.md"] : [];
        Assert.Equal([.. Files.Concat(readme).Order(StringComparer.Ordinal)], content.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_depends_for_each_framework_on_what_the_runtime_depends_on_and_on_nothing_else()
    {
        var runtime = XDocument.Load(Path.Combine(package.RepositoryRoot, "src/Runtime/Core/Instrumentation.Runtime.csproj"))
            .Descendants("PackageReference").Where(static r => r.Attribute("PrivateAssets") is null).Select(static r => r.Attribute("Include")!.Value).Order(StringComparer.Ordinal).ToArray();
        var nuspec = Nuspec();

        var groups = nuspec.Descendants().Where(static e => e.Name.LocalName == "group").ToList();

        Assert.Equal(["net10.0", "net8.0"], groups.Select(static g => g.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal));
        Assert.NotEmpty(runtime);
        Assert.All(groups, group => Assert.Equal(runtime, group.Elements().Select(static d => d.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_package_says_its_license()
    {
        var license = Nuspec().Descendants().Single(static e => e.Name.LocalName == "license");

        Assert.Equal(("expression", "MIT"), (license.Attribute("type")!.Value, license.Value));
    }

    private XDocument Nuspec()
    {
        using var zip = ZipFile.OpenRead(package.File);
        using var nuspec = zip.GetEntry("Instrumentation.nuspec")!.Open();
        return XDocument.Load(nuspec);
    }
}
