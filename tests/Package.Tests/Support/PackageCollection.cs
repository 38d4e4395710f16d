namespace Instrumentation.Package.Tests.Support;

/// <summary>Every test class belongs to it: they share the package, and do not compete for the machine.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "Package";
}
