using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class ProjectSettingsTests(PackedPackage package)
{
    [Fact]
    public async Task A_project_with_interceptors_namespaces_of_its_own_and_central_package_versions_shows_its_telemetry()
    {
        var project = package.NewProject("Central")
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                    <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Shop.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Version>1.2.3</Version>
                    <InterceptorsNamespaces>Somebody.Elses</InterceptorsNamespaces>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <!-- The folder feed of the tests is a second source, which central versions want to be mapped. -->
                    <NoWarn>$(NoWarn);NU1507</NoWarn>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" />
                  </ItemGroup>
                </Project>
                """)
            .Copy("", "Observer.cs", "Orders.cs", "Program.cs");
        (await project.RestoreAsync("Shop.csproj")).Succeeded();

        (await project.BuildAsync("Shop.csproj")).Succeeded();

        Assert.Equal(Shop.Telemetry, await project.OutputAsync(Shop.Assembly("Debug")));
    }

    [Fact]
    public async Task A_build_says_which_calls_go_around_when_it_is_asked_to()
    {
        var project = package.NewProject("Around")
            .Write("Around.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Orders.cs", """
                using Instrumentation;

                public static class Orders
                {
                    [Traced]
                    public static int Place(int id) => id;

                    public static IEnumerable<int> PlaceAll(IEnumerable<int> ids) => ids.Select(Place);
                }
                """);
        (await project.RestoreAsync("Around.csproj")).Succeeded();

        var unasked = (await project.BuildAsync("Around.csproj")).Succeeded();
        project.Write(".editorconfig", """
            [*.cs]
            dotnet_diagnostic.INS002.severity = warning
            """);
        var asked = (await project.BuildAsync("Around.csproj")).Succeeded();

        Assert.DoesNotContain("INS002", unasked.Log, StringComparison.Ordinal);
        asked.Says("Orders.cs(8,").Says("warning INS002: 'Orders.Place' is not observed");
    }

    [Fact]
    public async Task A_project_in_another_language_is_left_alone()
    {
        var project = package.NewProject("Basic")
            .Write("Basic.vbproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Instrumentation" Version="{package.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Prices.vb", """
                Public Class Prices
                    Public Function Price(id As Integer) As Integer
                        Return id * 100
                    End Function
                End Class
                """);
        (await project.RestoreAsync("Basic.vbproj")).Succeeded();

        (await project.BuildAsync("Basic.vbproj", "-p:CompilerApiVersion=roslyn4.8")).Succeeded();
    }
}
