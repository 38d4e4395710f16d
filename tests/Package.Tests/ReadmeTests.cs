using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What the README shows first is what a newcomer will type.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReadmeTests(PackedPackage package)
{
    [Fact]
    public async Task The_five_line_program_runs_and_shows_its_span_and_its_counter()
    {
        var program = FirstProgram();
        Assert.Equal(5, program.Split('\n').Length);
        var project = package.NewProject("Readme")
            .Write("app.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", program);
        (await project.RestoreAsync("app.csproj")).Succeeded();
        (await project.BuildAsync("app.csproj")).Succeeded();

        var output = await project.OutputAsync("bin/Debug/net10.0/app.dll");

        Assert.Contains(output, line => line.StartsWith("Orders.Place  ", StringComparison.Ordinal)
            && line.Contains("id=", StringComparison.Ordinal) && line.Contains("express=true", StringComparison.Ordinal));
        Assert.Contains(output, line => line.StartsWith("app.orders.place.calls  express=true ", StringComparison.Ordinal));
    }

    private string FirstProgram()
    {
        var readme = File.ReadAllText(Path.Combine(package.RepositoryRoot, "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
