using System.Runtime.CompilerServices;

namespace Instrumentation.Generator.Tests.Harness;

/// <summary>
/// Compares outputs with files beside the test, which are named as Verify.SourceGenerators names them:
/// <c>{Class}.{Method}#{Hint}.verified.cs</c>. Set UPDATE_SNAPSHOTS=1 to write them anew, and read the difference before you commit it.
/// </summary>
internal static class Snapshot
{
    private static readonly bool Updates = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static void Verify(Run run, string parameters = "", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var folder = FolderOf(file);
        var prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameters.Length == 0 ? "" : "_" + parameters)}#";
        var known = Directory.GetFiles(folder, prefix + "*.verified.cs").ToHashSet();
        foreach (var (hint, source) in run.Sources)
        {
            var path = Path.Combine(folder, prefix + Path.ChangeExtension(hint, null) + ".verified.cs");
            known.Remove(path);
            if (Updates)
                File.WriteAllText(path, source);
            else
                Assert.Equal(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : $"(there is no {Path.GetFileName(path)})", source);
        }

        foreach (var stale in known)
        {
            if (Updates)
                File.Delete(stale);
            else
                Assert.Fail($"{Path.GetFileName(stale)} is no output any more.");
        }
    }

    // A build for CI writes its sources' paths as if the repository were somewhere else, so that builds are the same everywhere.
    private static string FolderOf(string file)
    {
        const string Tests = "/tests/Generator.Tests/";
        var path = file.Replace('\\', '/');
        return Path.GetDirectoryName(Path.Combine(Repository.Root, path[(path.LastIndexOf(Tests, StringComparison.Ordinal) + 1)..]))!;
    }
}
