using System.Collections.Concurrent;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing.Discovery;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Which declarations calls are intercepted of, and which only have implementations of that kind; each asked once a compilation.</summary>
internal sealed class InterceptedMethods(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, Attributed?> _intercepted = new(SymbolEqualityComparer.Default);

    private readonly Lazy<ObservedDeclarations> _declarations = new(() => new ObservedDeclarations(compilation, CancellationToken.None));

    // Looking through all types is for the first call through a declaration that bears nothing.
    private readonly Lazy<ILookup<IMethodSymbol, IMethodSymbol>> _implementations = new(() => AllImplementations(compilation));

    /// <summary>What bears attributes: a look at a name spares most questions.</summary>
    public ObservedDeclarations Declarations => _declarations.Value;

    /// <summary>The attributes for which calls of the method are intercepted; null when they are not.</summary>
    public Attributed? Find(IMethodSymbol called) => Declarations.HasName(called.Name)
        ? _intercepted.GetOrAdd(called.Declaration(), definition => CallEligibility.Intercepted(definition, compilation))
        : null;

    /// <summary>
    /// What a virtual call on that receiver may reach, and bears the attributes that the called declaration, which is of this compilation, does
    /// not; null when there is nothing.
    /// </summary>
    public IMethodSymbol? AttributedImplementation(IMethodSymbol called, ITypeSymbol? receiver) =>
        Declarations.HasName(called.Name) && MayBeImplemented(called, compilation) && receiver is INamedTypeSymbol type
            ? _implementations.Value[called.OriginalDefinition].FirstOrDefault(m => CanBe(m.ContainingType, type))
            : null;

    /// <summary>The declarations of other assemblies, none of which bears an attribute, that the method overrides or implements.</summary>
    public IEnumerable<IMethodSymbol> ForeignDeclarations(IMethodSymbol method) =>
        Overridden(method).Concat(Implemented(method))
            .Where(d => !SymbolEqualityComparer.Default.Equals(d.ContainingAssembly, compilation.Assembly) && IsUnattributed(d));

    private static bool MayBeImplemented(IMethodSymbol called, Compilation compilation) =>
        !called.IsStatic && (called.IsAbstract || called.IsVirtual || called.IsOverride)
        && SymbolEqualityComparer.Default.Equals(called.ContainingAssembly, compilation.Assembly);

    private static ILookup<IMethodSymbol, IMethodSymbol> AllImplementations(Compilation compilation) =>
        (from type in ObservedMethods.Types(compilation.Assembly.GlobalNamespace)
         where type.TypeKind is TypeKind.Class or TypeKind.Struct
         from method in type.GetMembers().OfType<IMethodSymbol>()
         where method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false }
             && Attributed.Of(method) is not null && CallEligibility.Intercepted(method, compilation) is not null
         from declaration in Overridden(method).Concat(Implemented(method))
         where MayBeImplemented(declaration, compilation) && IsUnattributed(declaration)
         select (declaration: declaration.OriginalDefinition, method))
        .ToLookup(static p => p.declaration, static p => p.method, (IEqualityComparer<IMethodSymbol>)SymbolEqualityComparer.Default);

    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden;
    }

    private static IEnumerable<IMethodSymbol> Implemented(IMethodSymbol method) =>
        from @interface in method.ContainingType.AllInterfaces
        from member in @interface.GetMembers(method.Name).OfType<IMethodSymbol>()
        where SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)
        select member;

    // An attribute that has no effect is another rule's business, and [NotInstrumented] is meant.
    private static bool IsUnattributed(IMethodSymbol declaration) =>
        !declaration.OriginalDefinition.Bears(KnownNames.NotInstrumented) && Attributed.OfCall(declaration.OriginalDefinition) is null;

    /// <summary>Whether something of that static type can be one of the implementing type.</summary>
    private static bool CanBe(INamedTypeSymbol implementing, INamedTypeSymbol type)
    {
        for (var ancestor = implementing; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (CanBeSame(ancestor, type))
                return true;
        }

        return implementing.AllInterfaces.Any(i => CanBeSame(i, type));
    }

    // Type parameters may stand for anything.
    private static bool CanBeSame(INamedTypeSymbol left, INamedTypeSymbol right) =>
        SymbolEqualityComparer.Default.Equals(left, right)
        || (SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition) && (IsOpen(left) || IsOpen(right)));

    private static bool IsOpen(INamedTypeSymbol type) => type.Mentions(static t => t is ITypeParameterSymbol);
}
