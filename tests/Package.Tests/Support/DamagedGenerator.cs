using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Instrumentation.Package.Tests.Support;

/// <summary>Why a compiler leaves a generator out.</summary>
public enum Damage
{
    /// <summary>It is not among the analyzers.</summary>
    Removed,

    /// <summary>It was built for a compiler that is newer than any.</summary>
    NeedsNewerCompiler,

    /// <summary>It is not an assembly.</summary>
    IsNoAssembly,

    /// <summary>It calls a method of the compiler that this compiler does not have, and fails while it runs.</summary>
    LacksMethodAtRunTime,
}

/// <summary>Makes from the packed generator one that the compiler leaves out, by changing bytes and no length.</summary>
internal static class DamagedGenerator
{
    /// <summary>The damaged generator's path; empty when there is to be none.</summary>
    public static string Write(string generator, string folder, Damage damage)
    {
        if (damage == Damage.Removed)
            return "";

        var image = File.ReadAllBytes(generator);
        switch (damage)
        {
            case Damage.NeedsNewerCompiler:
                RaiseReferences(image);
                break;
            case Damage.LacksMethodAtRunTime:
                Rename(image, "GetInterceptableLocation", "GetInterceptableLocatioX");
                break;
            default:
                image = Encoding.ASCII.GetBytes("no assembly");
                break;
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Path.GetFileName(generator));
        File.WriteAllBytes(path, image);
        return path;
    }

    private static void RaiseReferences(byte[] image)
    {
        using var assembly = new PEReader(new MemoryStream(image));
        var metadata = assembly.GetMetadataReader();
        var table = assembly.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef);
        foreach (var handle in metadata.AssemblyReferences)
        {
            if (!metadata.GetString(metadata.GetAssemblyReference(handle).Name).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                continue;

            // A row begins with the major version, two bytes.
            var row = table + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
            BitConverter.GetBytes((ushort)99).CopyTo(image, row);
        }
    }

    private static void Rename(byte[] image, string name, string other)
    {
        var at = image.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{name}\0"));
        Assert.True(at >= 0, $"The generator does not call {name}.");
        Encoding.ASCII.GetBytes(other).CopyTo(image, at + 1);
    }
}
