namespace Instrumentation.Generator.Model;

/// <summary>What carries the context of a call.</summary>
/// <param name="Root">The parameter.</param>
/// <param name="Path">The way to the carrier: from the parameter, or from each message in it.</param>
/// <param name="AsLink">Whether the span is linked to what is carried, and no child of it.</param>
/// <param name="ItemType">The type of the messages that the parameter is a collection of; null where it is one message.</param>
public sealed record CarrierModel(string Root, EquatableArray<PathSegment> Path, bool AsLink, string? ItemType);
