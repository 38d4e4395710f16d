using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What is published small is observed, too: compiled ahead of time, or trimmed, and with strong names.</summary>
[Collection(PackageCollection.Name)]
public sealed class PublishTests(PackedPackage package)
{
    private static readonly string[] Expected =
    [
        .. Shop.Telemetry.Select(static line => line.Replace(" Shop ", " Application ", StringComparison.Ordinal)),
        "span Library 2.0.0: Prices.Base id=1",
        "metric Library 2.0.0: prices.asked = 1",
        "span Library 2.0.0: Prices.Of id=1",
        "price 101",
        "AlwaysOnSampler: True True",
        "exported asked",
        "AlwaysOffSampler: False False",
        "TraceIdRatioSampler: True True",
        "exported asked",
        "ProbabilitySampler: True True",
        "exported asked",
        "RateLimitingSampler: True True",
        "exported asked",
        "AlwaysRecordSampler: True False",
        "ParentBasedSampler: True True",
        "exported asked",
        "JaegerRemoteSampler: True True",
        "exported asked",
        "carried by baggage traceparent: True True me",
        "carried by b3: True True",
        "carried by X-B3-Sampled X-B3-SpanId X-B3-TraceId: True True",
        "carried by uber-trace-id: True True",
        "kept failed user=me password=REDACTED card=no REDACTED otel.status_code=ERROR",
        "health: True",
        "Error: the span processor Subject.Tracing+Faulty threw System.NotSupportedException; the application was not affected.",
        "console: True True",
        "HttpProtobuf: 10 arrived, 0 wait, all is well: True",
        "HttpJson: 10 arrived, 0 wait, all is well: True",
        "Grpc: 0 arrived, 10 wait, all is well: True",
        "bound 1200000 1200000",
        "dynamic 600000 600000",
        "exponential 1200000 1200000",
        "histogram 1200000 1200000",
    ];

    [Fact]
    public async Task A_signed_application_shows_its_telemetry_compiled_ahead_of_time_and_trimmed()
    {
        var project = package.NewProject("Published")
            .Write("Library/Library.csproj", Project("<TargetFramework>net9.0</TargetFramework><IsAotCompatible>true</IsAotCompatible><Version>2.0.0</Version>", ""))
            .Write("Application/Application.csproj", Project(
                """
                <OutputType>Exe</OutputType>
                <TargetFrameworks>net9.0;net10.0</TargetFrameworks>
                <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
                <SelfContained>true</SelfContained>
                <PublishAot Condition="'$(TargetFramework)' == 'net9.0'">true</PublishAot>
                <CppCompilerAndLinker>gcc</CppCompilerAndLinker>
                <PublishTrimmed Condition="'$(TargetFramework)' == 'net10.0'">true</PublishTrimmed>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseAppHost>true</UseAppHost>
                <Version>1.2.3</Version>
                """,
                """<ProjectReference Include="../Library/Library.csproj" />"""))
            .Copy("Library", "Published/Prices.cs")
            .Copy("Application", "Observer.cs", "Orders.cs", "Published/Program.cs", "Published/Tracing.cs", "Published/Delivery.cs")
            .Write("Application/RecordingLoad.cs", await File.ReadAllTextAsync(
                Path.Combine(package.RepositoryRoot, "tests", "Runtime.Tests", "Support", "RecordingLoad.cs")));
        using (var key = new RSACryptoServiceProvider(2048))
            await File.WriteAllBytesAsync(project.PathOf("key.snk"), key.ExportCspBlob(includePrivateParameters: true));
        (await project.RestoreAsync("Application/Application.csproj")).Succeeded();

        foreach (var framework in new[] { "net9.0", "net10.0" })
        {
            (await project.DotnetAsync(
                "publish", "Application/Application.csproj", "--no-restore", "-f", framework, "-c", "Release", "-o", framework, "-nodeReuse:false", "-p:UseSharedCompilation=false"))
                .Succeeded();
            Assert.Equal(Expected, await OutputAsync(project.PathOf($"{framework}/Application")));
        }

        Assert.False(File.Exists(project.PathOf("net9.0/Library.dll")));
        foreach (var assembly in new[] { "Library", "Application" })
            Assert.NotEmpty(AssemblyName.GetAssemblyName(project.PathOf($"net10.0/{assembly}.dll")).GetPublicKeyToken()!);
    }

    private static async Task<string[]> OutputAsync(string program)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string Project(string properties, string reference) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {properties}
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <SignAssembly>true</SignAssembly>
            <AssemblyOriginatorKeyFile>../key.snk</AssemblyOriginatorKeyFile>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Instrumentation" Version="{package.Version}" />
            {reference}
          </ItemGroup>
        </Project>
        """;
}
