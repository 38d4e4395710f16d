namespace Instrumentation.Integration.Tests.Support;

/// <summary>A folder of text files, gone when it is disposed.</summary>
internal sealed class TextFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quickstart");

    public TextFiles(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(Folder, name), text);
    }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
