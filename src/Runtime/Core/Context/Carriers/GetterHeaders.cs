namespace Instrumentation.Context.Carriers;

/// <summary>A carrier of anybody's, with the getter that OpenTelemetry's API asks for.</summary>
internal readonly struct GetterHeaders<T>(T carrier, Func<T, string, IEnumerable<string>?> getter) : IHeaders
{
    public string? Find(string name) => getter(carrier, name) switch
    {
        null => null,
        IReadOnlyList<string> { Count: 1 } one => one[0],
        var several => string.Join(',', several),
    };
}
