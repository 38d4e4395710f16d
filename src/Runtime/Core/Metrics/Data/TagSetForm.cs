namespace Instrumentation.Metrics;

/// <summary>
/// A set of tags as an exporter writes it, which it does once, since a series keeps its set. The first form stands in the set itself, the others are a list
/// that grows at its head.
/// </summary>
/// <param name="Writer">Who writes like that.</param>
/// <param name="Form">What is written.</param>
/// <param name="Next">The one before.</param>
internal sealed record TagSetForm(object Writer, object Form, TagSetForm? Next);
