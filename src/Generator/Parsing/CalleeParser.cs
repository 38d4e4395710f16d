using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing.Discovery;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what is wrapped where it is declared: partial methods and decorated interfaces.</summary>
internal static class CalleeParser
{
    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    public static SurfaceModel Parse(AttributedDeclarations declarations, Compilation compilation) => new(
        declarations.Methods.Select(m => Partial(m, compilation)).OfType<PartialModel>().ToEquatableArray(),
        declarations.DecoratedInterfaces.Where(i => Access.IsDirect(i, compilation)).Select(i => DecoratorParser.Parse(i, compilation)).ToEquatableArray(),
        declarations.Methods.Select(m => BuilderParser.Parse(m, compilation)).OfType<AsyncMethodModel>().ToEquatableArray(),
        !declarations.DecoratedInterfaces.IsEmpty && compilation.GetTypeByMetadataName(ServiceCollection) is not null);

    private static PartialModel? Partial(IMethodSymbol method, Compilation compilation)
    {
        if (StrategyChoice.For(method) != Strategy.Partial
            || Attributed.Of(method) is not { } attributed
            || method.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<MethodDeclarationSyntax>().FirstOrDefault() is not { } declaration)
        {
            return null;
        }

        // One that can't be observed still needs its implementing part, or the compiler would stop before any rule could say why.
        var obstacle = Eligibility.Check(method, Strategy.Partial, compilation);
        if (obstacle is not (Obstacle.None or Obstacle.Sequence or Obstacle.Awaitable or Obstacle.Pointer or Obstacle.RefStructReceiver or Obstacle.Conditional))
            return null;

        var target = TargetParser.Parse(attributed, method, Strategy.Partial, compilation);
        return new PartialModel(
            target.Holder,
            NamespaceOf(method.ContainingType),
            TypeHeaders(method.ContainingType, isUnsafe: method.HasPointers() && !declaration.Modifiers.Any(SyntaxKind.UnsafeKeyword)),
            Modifiers(declaration),
            CoreMethod.Find(method) is { } core ? Names.Escape(core.Name) : null,
            IsObserved: obstacle == Obstacle.None,
            target);
    }

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
        var parameters = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => Names.Escape(p.Name)))}>";
        return $"{(isUnsafe ? "unsafe " : "")}partial {kind} {Names.Escape(type.Name)}{parameters}";
    }

    // The two parts of a partial method agree in all of them.
    private static string Modifiers(MethodDeclarationSyntax declaration)
    {
        var modifiers = declaration.Modifiers.Where(static m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(static m => m.Text).Append("partial");
        return string.Join(" ", modifiers) + " ";
    }
}
