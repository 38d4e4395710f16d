using Instrumentation.Resources;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>A machine that is a folder with real files, and the variables that a test gives it.</summary>
internal sealed class MachineFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("machine");
    private readonly Dictionary<string, string> _variables = [];

    public MachineFolder() => Machine = new Machine(_root.FullName, _variables.GetValueOrDefault);

    public Machine Machine { get; }

    public MachineFolder Set(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    /// <summary>Sets variables that are written as <c>NAME=value OTHER=value</c>.</summary>
    public MachineFolder SetAll(string variables)
    {
        foreach (var variable in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Set(variable.Split('=', 2)[0], variable.Split('=', 2)[1]);
        return this;
    }

    public MachineFolder Write(string path, string text)
    {
        File.WriteAllText(PathOf(path), text);
        return this;
    }

    public MachineFolder Write(string path, byte[] content)
    {
        File.WriteAllBytes(PathOf(path), content);
        return this;
    }

    /// <summary>Where a file is or would be; its folder is made.</summary>
    public string PathOf(string path)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
