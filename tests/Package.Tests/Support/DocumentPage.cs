using System.Text.RegularExpressions;

namespace Instrumentation.Package.Tests.Support;

/// <summary>A page of <c>docs/</c>, whose excerpts are compiled and run.</summary>
internal sealed partial class DocumentPage
{
    private readonly PackedPackage _package;

    public DocumentPage(PackedPackage package, string name)
    {
        _package = package;
        Text = File.ReadAllText(Path.Combine(package.RepositoryRoot, "docs", name)).ReplaceLineEndings("\n");
        Excerpts = [.. Excerpt().Matches(Text).Select(static match => match.Groups["code"].Value)];
    }

    public string Text { get; }

    /// <summary>Its pieces of C#, in order.</summary>
    public IReadOnlyList<string> Excerpts { get; }

    /// <summary>Builds a program that uses the package, and runs it.</summary>
    /// <returns>The lines that it wrote.</returns>
    public async Task<string[]> RunAsync(string name, string program)
    {
        var project = _package.NewProject(name)
            .Write("app.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{_package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", program);
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();
        return await project.OutputAsync("bin/Debug/net10.0/app.dll");
    }

    [GeneratedRegex("(?s)```csharp\\n(?<code>.*?)\\n```")]
    private static partial Regex Excerpt();
}
