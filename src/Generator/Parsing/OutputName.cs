using System.Globalization;
using System.IO;
using System.Linq;

namespace Instrumentation.Generator.Parsing;

/// <summary>Names outputs after files, the same on every machine: builds stay deterministic wherever the project lies.</summary>
internal static class OutputName
{
    public static string Of(string path, string projectDirectory)
    {
        var relative = Relative(path.Replace('\\', '/'), projectDirectory.Replace('\\', '/').TrimEnd('/'));
        var hash = 2166136261u;
        foreach (var c in relative)
            hash = unchecked((hash ^ c) * 16777619u);
        var name = string.Concat(Path.GetFileNameWithoutExtension(relative).Select(static c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        return $"{name}.{hash.ToString("x8", CultureInfo.InvariantCulture)}";
    }

    private static string Relative(string path, string directory)
    {
        var prefix = "";
        for (; directory.Length > 0; directory = directory.LastIndexOf('/') is > 0 and var slash ? directory.Substring(0, slash) : "")
        {
            if (path.StartsWith(directory + "/", System.StringComparison.Ordinal))
                return prefix + path.Substring(directory.Length + 1);
            prefix += "../";
        }

        return path;
    }
}
