using System.Diagnostics;

namespace Instrumentation.Package.Tests.Support;

/// <summary>A folder with projects as a user would write them.</summary>
internal sealed class TestProject
{
    private static readonly string[] BuildOptions = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off"];

    private readonly Dictionary<string, string> _environment;

    public TestProject(string folder, string feed, string packages)
    {
        _environment = new() { ["NUGET_PACKAGES"] = packages };
        Folder = folder;
        Directory.CreateDirectory(Folder);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
            </Project>
            """);
    }

    public string Folder { get; }

    public string PathOf(string path) => Path.Combine(Folder, path);

    public TestProject Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
        return this;
    }

    /// <summary>Changes a file as somebody who edits it would.</summary>
    public TestProject Edit(string path, string before, string after)
    {
        var text = File.ReadAllText(PathOf(path));
        Assert.Contains(before, text, StringComparison.Ordinal);
        return Write(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Copies sources of the folder Subjects into a folder of the project.</summary>
    public TestProject Copy(string folder, params string[] subjects)
    {
        foreach (var subject in subjects)
            Write(Path.Combine(folder, Path.GetFileName(subject)), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Subjects", subject)));
        return this;
    }

    public Task<Run> RestoreAsync(string project, params string[] options) => DotnetAsync(["restore", project, .. options, .. BuildOptions]);

    /// <summary>Builds what has been restored.</summary>
    public Task<Run> BuildAsync(string project, params string[] options) => DotnetAsync(["build", project, "--no-restore", .. options, .. BuildOptions]);

    public ProcessStartInfo StartInfo(params string[] arguments) => Dotnet.StartInfo(Folder, _environment, arguments);

    public Task<Run> DotnetAsync(params string[] arguments) => Dotnet.RunAsync(Folder, _environment, arguments);

    /// <summary>Runs an application that has been built.</summary>
    public async Task<string[]> OutputAsync(string assembly) => (await DotnetAsync(assembly)).Succeeded().Lines;
}
