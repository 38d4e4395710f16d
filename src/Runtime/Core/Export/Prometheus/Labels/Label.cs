namespace Instrumentation.Export.Prometheus;

/// <summary>A label.</summary>
/// <param name="Key">The key of the tag that it comes from.</param>
/// <param name="Name">What it is called on the page.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Label(string Key, string Name, string Value);
