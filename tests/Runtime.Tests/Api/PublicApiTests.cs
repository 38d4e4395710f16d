using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Api;

/// <summary>The public surface is a checked-in file: a change of it shows in review.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Core", typeof(Telemetry))]
    [InlineData("Hosting", typeof(PrometheusEndpoint))]
    public void The_public_surface_is_the_one_that_was_agreed_to(string house, Type ofIt)
    {
        var agreedTo = Path.Combine(Repository.Root, "src", "Runtime", house, "PublicAPI.txt");
        var actual = ApiText.Of(ofIt.Assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
            File.WriteAllLines(agreedTo, actual);

        var agreed = File.ReadAllLines(agreedTo);
        var gone = agreed.Except(actual, StringComparer.Ordinal).Select(static line => "- " + line);
        var added = actual.Except(agreed, StringComparer.Ordinal).Select(static line => "+ " + line);
        var changes = gone.Concat(added).ToList();

        Assert.True(
            changes.Count == 0,
            $"""
            The public API is not the one in src/Runtime/{house}/PublicAPI.txt:
            {string.Join(Environment.NewLine, changes)}
            If that is meant, run this and commit the file:
              UPDATE_PUBLIC_API=1 dotnet test tests/Runtime.Tests --filter {nameof(PublicApiTests)}
            """);
        Assert.Equal(actual, agreed);
    }

    [Fact]
    public void Signatures_are_written_as_in_CSharp()
    {
        Assert.Equal(
            [
                "enum Instrumentation.Runtime.Tests.Api.SampleEnum : byte",
                "Instrumentation.Runtime.Tests.Api.SampleEnum.First = 0",
                "Instrumentation.Runtime.Tests.Api.SampleEnum.Fifth = 5",
            ],
            ApiText.Of(typeof(SampleEnum)));
        Assert.Equal(
            [
                "abstract class Instrumentation.Runtime.Tests.Api.Sample<T> : IDisposable where T : class, new()",
                "Instrumentation.Runtime.Tests.Api.Sample<T>.Dispose() -> void",
                "Instrumentation.Runtime.Tests.Api.Sample<T>.Find<TKey>(in TKey key, out T? found, params string[] more) -> bool where TKey : struct",
                "Instrumentation.Runtime.Tests.Api.Sample<T>.Name { get; protected set; } -> string?",
                "Instrumentation.Runtime.Tests.Api.Sample<T>.Sample(int size = 3, string? name = null)",
                "Instrumentation.Runtime.Tests.Api.Sample<T>.this[int index] { get; } -> T",
                "override Instrumentation.Runtime.Tests.Api.Sample<T>.ToString() -> string",
                "protected abstract Instrumentation.Runtime.Tests.Api.Sample<T>.Run(Func<T?, Task<IReadOnlyList<string?>>> work) -> ValueTask",
                "static Instrumentation.Runtime.Tests.Api.Sample<T>.Default -> int?",
                "static event Instrumentation.Runtime.Tests.Api.Sample<T>.Changed -> EventHandler?",
            ],
            ApiText.Of(typeof(Sample<>)));
    }
}
