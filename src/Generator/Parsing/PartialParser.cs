using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the partial methods and properties that wrap their core methods.</summary>
internal static class PartialParser
{
    /// <summary>The members that these methods are, or are accessors of, each once.</summary>
    public static IEnumerable<PartialModel> Parse(IEnumerable<IMethodSymbol> methods, Compilation compilation) => methods
        .Where(static m => StrategyChoice.For(m) == Strategy.Partial)
        .Select(static m => m.AssociatedSymbol ?? m).Distinct<ISymbol>(SymbolEqualityComparer.Default)
        .Select(member => Parse(member, compilation)).OfType<PartialModel>();

    private static PartialModel? Parse(ISymbol member, Compilation compilation)
    {
        var property = member as IPropertySymbol;
        var methods = (property is null ? [(IMethodSymbol)member] : new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>()).ToList();
        if (member.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<MemberDeclarationSyntax>().FirstOrDefault() is not { } declaration
            || methods.Any(m => !CanBeImplemented(Eligibility.Check(m, Strategy.Partial, compilation))))
        {
            return null;
        }

        return new PartialModel(
            $"{Names.Holder(member.ContainingType)}_{(property is null ? Names.Member(methods[0]) : Names.Member(property))}",
            CalleeParser.NamespaceOf(member.ContainingType),
            CalleeParser.TypeHeaders(member.ContainingType, isUnsafe: methods[0].HasPointers() && !declaration.Modifiers.Any(SyntaxKind.UnsafeKeyword)),
            Modifiers(declaration),
            property is null ? null : new PartialProperty(
                property.IsIndexer ? "this" : Names.Escape(property.Name),
                MethodParser.ReturnType(property.RefKind, property.Type),
                MethodParser.Parameters(property.Parameters)),
            methods.Select(m => Body(m, compilation)).ToEquatableArray());
    }

    // One that can't be observed still needs its implementing part, or the compiler would stop before any rule could say why.
    private static bool CanBeImplemented(Obstacle obstacle) => obstacle
        is Obstacle.None or Obstacle.Sequence or Obstacle.Awaitable or Obstacle.Pointer or Obstacle.RefStructReceiver or Obstacle.Conditional;

    private static PartialBody Body(IMethodSymbol method, Compilation compilation)
    {
        var core = CoreMethod.Find(method);
        var isObserved = core is not null && Eligibility.Check(method, Strategy.Partial, compilation) == Obstacle.None;
        return new PartialBody(
            method.AccessorKeyword() is { } keyword ? AccessorModifiers(method) + keyword : "",
            Names.Display(method),
            core is null ? null : Names.Escape(core.Name),
            MethodParser.Parse(method, Strategy.Partial, compilation),
            isObserved && Attributed.Of(method) is { } attributed ? TargetParser.Parse(attributed, method, Strategy.Partial, compilation) : null);
    }

    /// <summary>The modifiers up to <c>partial</c>: the two parts of a partial member agree in all of them.</summary>
    public static string Modifiers(MemberDeclarationSyntax declaration) =>
        string.Concat(declaration.Modifiers.Where(static m => !m.IsKind(SyntaxKind.PartialKeyword)).Select(static m => m.Text).Append("partial").Select(static m => m + " "));

    private static string AccessorModifiers(IMethodSymbol accessor) => string.Concat(
        accessor.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<AccessorDeclarationSyntax>().First().Modifiers.Select(static m => m.Text + " "));
}
