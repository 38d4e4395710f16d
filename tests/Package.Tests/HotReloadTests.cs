using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>Edits reach a program that runs under <c>dotnet watch</c>, and it is observed as before.</summary>
[Collection(PackageCollection.Name)]
public sealed class HotReloadTests(PackedPackage package)
{
    [Fact]
    public async Task Edited_methods_and_calls_keep_their_telemetry()
    {
        var project = package.NewProject("HotReload")
            .Write("HotReload.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Copy("", "HotReload/Program.cs", "HotReload/Orders.cs", "HotReload/Calls.cs");
        (await project.RestoreAsync("HotReload.csproj")).Succeeded();
        await using var program = await WatchedProgram.StartAsync(project, "HotReload.csproj");
        await program.WritesAsync("result 2 2 3: Orders.Place, Orders.Later, Orders.Ship");

        // The body of an intercepted method, of an asynchronous one and of a partial one.
        project.Edit("Orders.cs", "id + 1", "id + 10");
        await program.WritesAsync("result 11 2 3: Orders.Place, Orders.Later, Orders.Ship");
        project.Edit("Orders.cs", "        return id;\n", "        return id * 10;\n");
        await program.WritesAsync("result 11 20 30: Orders.Place, Orders.Later, Orders.Ship");

        // The file with the calls: they move, one changes, and one is new, of a method that has not been called before.
        project.Edit("Calls.cs", "{Orders.Place(1)}", "{Orders.Place(2)}");
        await program.WritesAsync("result 12 20 30: Orders.Place, Orders.Later, Orders.Ship");
        project.Edit("Calls.cs", "{Orders.Ship(3)}", "{Orders.Ship(3)} {Orders.Cancel(4)}");
        await program.WritesAsync("result 12 20 30 40: Orders.Place, Orders.Later, Orders.Ship, Orders.Cancel");

        // An attribute: its span is another one at once, and what it counts is counted from the next start.
        project.Edit("Orders.cs", "    [Traced]\n    public static int Place(", "    [Traced(\"place\"), Counted, InFlight]\n    public static int Place(");
        await program.WritesAsync("result 12 20 30 40: place, Orders.Later, Orders.Ship, Orders.Cancel");
    }
}
