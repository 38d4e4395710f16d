using System;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>The files that this generator wrote, which rules see too. No declaration in them bears an attribute of the library.</summary>
public static class OwnFiles
{
    /// <summary>The end of the folder that they are in: a generator's files are said to be at <c>folder/assembly/type/file</c>.</summary>
    public const string Folder = "Instrumentation.Generator/Instrumentation.Generator.InstrumentationGenerator/";

    private static readonly string BackslashFolder = Folder.Replace('/', '\\');

    public static bool Contain(SyntaxTree tree) =>
        tree.FilePath.IndexOf(Folder, StringComparison.Ordinal) >= 0 || tree.FilePath.IndexOf(BackslashFolder, StringComparison.Ordinal) >= 0;
}
