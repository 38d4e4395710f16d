using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the path of a tag or a carrier, as generated code follows it.</summary>
internal static class PathParser
{
    /// <summary>
    /// The members on the way, of which there are none without a path; null when it leads nowhere. <paramref name="end"/> is the type that it leads to,
    /// <paramref name="canThrow"/> whether a getter is asked on the way.
    /// </summary>
    public static EquatableArray<PathSegment>? Parse(ITypeSymbol root, AttributeData attribute, Compilation compilation, out ITypeSymbol end, out bool canThrow)
    {
        end = root;
        canThrow = false;
        if (attribute.Named<string>("Path") is not { Length: > 0 } path)
            return default(EquatableArray<PathSegment>);

        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        var members = MemberPath.Resolve(root, path, compilation, out var missing, out _);
        foreach (var member in members)
        {
            segments.Add(new PathSegment(Names.Escape(member.Name), CanBeNull(end)));
            end = MemberPath.TypeOf(member);
            canThrow |= member is IPropertySymbol;
        }

        return missing is null ? new EquatableArray<PathSegment>(segments.ToImmutable()) : null;
    }

    public static bool CanBeNull(ITypeSymbol type) =>
        !type.IsValueType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
