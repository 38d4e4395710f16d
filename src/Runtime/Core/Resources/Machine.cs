using System.Text;
using Instrumentation.Configuration;

namespace Instrumentation.Resources;

/// <summary>What detectors look at: the variables of the process, and files of the machine.</summary>
/// <param name="root">The folder in which all paths are.</param>
/// <param name="variable">Reads a variable; null where it says nothing.</param>
internal sealed class Machine(string root, Func<string, string?> variable)
{
    /// <summary>How much of a file is read at most: lists of mounts are the longest.</summary>
    public const int MaxFile = 1 << 20;

    /// <summary>The one that this process runs on.</summary>
    public static Machine This { get; } = new("/", Variables.Text);

    /// <summary>What a variable says; null where it says nothing.</summary>
    public string? Variable(string name) => variable(name);

    /// <summary>What the first of some variables says that says something.</summary>
    public string? Variable(IEnumerable<string> names) => names.Select(variable).FirstOrDefault(static value => value is not null);

    public bool HasFile(string path) => File.Exists(Path.Combine(root, path));

    /// <summary>A short file's text, without white space around it; null where there is none.</summary>
    public string? Text(string path) => Read(path).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A file's lines; none where there is no such file.</summary>
    public IEnumerable<string> Lines(string path) => Read(path).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string Read(string path)
    {
        try
        {
            // Files of the kernel tell no length: they are read until they end.
            using var file = new FileStream(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using var text = new MemoryStream();
            var part = new byte[4_096];
            for (var count = file.Read(part); count > 0 && text.Length < MaxFile; count = file.Read(part))
                text.Write(part, 0, count);
            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What can't be read tells nothing, which is no error.
            return "";
        }
    }
}
