using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads an interface that asks for a decorator, and the interfaces that it extends.</summary>
internal static class DecoratorParser
{
    public static DecoratorModel Parse(INamedTypeSymbol type, Compilation compilation) => new(
        CalleeParser.NamespaceOf(type),
        ClassName(type),
        type.SelfAndContaining().All(static t => t.DeclaredAccessibility == Accessibility.Public) ? "public" : "internal",
        Names.Of(type.WithNullableAnnotation(NullableAnnotation.None)),
        MethodParser.TypeParameters(type.SelfAndContaining().Reverse().SelectMany(static t => t.TypeParameters)),
        type.AllInterfaces.Insert(0, type).SelectMany(i => i.GetMembers().Select(m => Member(m, type, compilation))).OfType<DecoratedMember>().ToEquatableArray());

    // IRepo and Repo are decorated by InstrumentedRepo.
    private static string ClassName(INamedTypeSymbol type) =>
        "Instrumented" + (type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]) ? type.Name.Substring(1) : type.Name);

    private static DecoratedMember? Member(ISymbol member, INamedTypeSymbol decorated, Compilation compilation)
    {
        // What is static, sealed or private is no part of what an implementation offers.
        if (member.IsStatic || (!member.IsAbstract && !member.IsVirtual) || !Access.IsDirect(member, compilation))
            return null;

        var declaring = Names.Of(member.ContainingType.WithNullableAnnotation(NullableAnnotation.None));
        return member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => new DecoratedMember(
                DecoratedKind.Method, declaring, Names.Escape(method.Name), "", false, "", method.HasPointers(), default, MethodParser.Parse(method, Strategy.Decorator, compilation), Target(method, decorated, compilation)),
            IPropertySymbol property => new DecoratedMember(
                property.IsIndexer ? DecoratedKind.Indexer : DecoratedKind.Property,
                declaring,
                Names.Escape(property.Name),
                MethodParser.ReturnType(property.RefKind, property.Type),
                property.GetMethod is not null,
                property.SetMethod is null ? "" : property.SetMethod.IsInitOnly ? "init" : "set",
                property.Type.HasPointers() || property.Parameters.Any(static p => p.Type.HasPointers()),
                MethodParser.Parameters(property.Parameters),
                null,
                null),
            IEventSymbol @event => new DecoratedMember(
                DecoratedKind.Event, declaring, Names.Escape(@event.Name), Names.Of(@event.Type), false, "", @event.Type.HasPointers(), default, null, null),
            _ => null,
        };
    }

    private static TargetModel? Target(IMethodSymbol method, INamedTypeSymbol decorated, Compilation compilation)
    {
        // Methods of an extended interface are that interface's own affair.
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated) || Attributed.Of(method) is not { } attributed)
            return null;
        return Eligibility.Check(method, Strategy.Decorator, compilation) == Obstacle.None
            ? TargetParser.Parse(attributed, method, Strategy.Decorator, compilation)
            : null;
    }
}
