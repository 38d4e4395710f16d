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
    public void Packing_gives_one_package_and_one_more_for_ASPNET_Core()
    {
        Assert.Equal([package.HostingFile, package.File], Directory.GetFiles(package.Feed).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public void The_one_for_ASPNET_Core_holds_its_assemblies_and_depends_on_the_other()
    {
        using var zip = ZipFile.OpenRead(package.HostingFile);
        var nuspec = Nuspec(package.HostingFile);

        Assert.Equal(
            ["lib/net10.0/Instrumentation.Hosting.dll", "lib/net10.0/Instrumentation.Hosting.xml", "lib/net8.0/Instrumentation.Hosting.dll", "lib/net8.0/Instrumentation.Hosting.xml"],
            zip.Entries.Select(static entry => entry.FullName).Where(static name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var dependencies = nuspec.Descendants().Where(static e => e.Name.LocalName == "dependency").ToList();
        Assert.Equal(2, dependencies.Count);
        Assert.All(dependencies, dependency => Assert.Equal(("Instrumentation", package.Version), (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value)));
        Assert.All(
            nuspec.Descendants().Where(static e => e.Name.LocalName == "frameworkReference"), static reference => Assert.Equal("Microsoft.AspNetCore.App", reference.Attribute("name")!.Value));
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

    private XDocument Nuspec() => Nuspec(package.File);

    private static XDocument Nuspec(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        using var nuspec = zip.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec);
    }
}
