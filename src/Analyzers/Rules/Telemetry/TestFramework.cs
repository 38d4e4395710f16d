using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Whether a project is one of tests: there a listener is known to be there, and spans are left open on purpose.</summary>
internal static class TestFramework
{
    private static readonly string[] Attributes =
    [
        "Xunit.FactAttribute",
        "NUnit.Framework.TestAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute",
        "TUnit.Core.TestAttribute",
    ];

    public static bool IsReferencedBy(Compilation compilation) =>
        Array.Exists(Attributes, a => !compilation.GetTypesByMetadataName(a).IsEmpty);
}
