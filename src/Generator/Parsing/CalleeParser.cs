using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing.Discovery;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what is generated from declarations alone: partial members, decorated interfaces, async methods and instruments.</summary>
internal static class CalleeParser
{
    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    public static SurfaceModel Parse(AttributedDeclarations declarations, Compilation compilation) => new(
        PartialParser.Parse(declarations.Methods, compilation).ToEquatableArray(),
        declarations.DecoratedInterfaces.Where(i => Access.CanImplement(i, compilation)).Select(i => DecoratorParser.Parse(i, compilation)).ToEquatableArray(),
        declarations.Methods.Select(m => BuilderParser.Parse(m, compilation)).OfType<AsyncMethodModel>().ToEquatableArray(),
        InstrumentParser.Parse(declarations.Instruments, compilation).ToEquatableArray(),
        !declarations.DecoratedInterfaces.IsEmpty && compilation.GetTypeByMetadataName(ServiceCollection) is not null);

    public static string NamespaceOf(INamedTypeSymbol type)
    {
        var parts = new Stack<string>();
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            parts.Push(Names.Escape(space.Name));
        return string.Join(".", parts);
    }

    /// <summary>
    /// The headers of a part of the type and of those around it, outermost first. Where a method does not say itself that it is unsafe, one of its
    /// types does, and each part speaks for itself.
    /// </summary>
    public static EquatableArray<string> TypeHeaders(INamedTypeSymbol type, bool isUnsafe = false) =>
        type.SelfAndContaining().Reverse().Select(t => TypeHeader(t, isUnsafe)).ToEquatableArray();

    private static string TypeHeader(INamedTypeSymbol type, bool isUnsafe)
    {
        var kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        var parameters = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => Variance(p) + Names.Escape(p.Name)))}>";
        return $"{(isUnsafe ? "unsafe " : "")}partial {kind} {Names.Escape(type.Name)}{parameters}";
    }

    // All parts agree in it.
    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch { VarianceKind.In => "in ", VarianceKind.Out => "out ", _ => "" };
}
