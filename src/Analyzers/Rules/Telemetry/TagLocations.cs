using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Where the parts of a tag stand, as a diagnostic's additional locations, so that fixes need not find the tag again.</summary>
public static class TagLocations
{
    /// <summary>The whole of the tag.</summary>
    public const int Tag = 0;

    public const int Key = 1;

    public const int Value = 2;

    /// <summary>The call or creation that the tag ends up in.</summary>
    public const int Sink = 3;

    internal static Location[] Of(TagWrite tag) =>
        [tag.Syntax.GetLocation(), tag.Key.Syntax.GetLocation(), tag.Value.Syntax.GetLocation(), tag.Sink.Syntax.GetLocation()];
}
