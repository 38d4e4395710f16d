using System.Composition;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Instrumentation.CodeFixes;

/// <summary>
/// Moves the attributes of a class to the interface that it implements, and has that decorated: whoever gets the service by its interface is
/// observed. Where the class implements none, its interface is extracted.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TracedClassToDecoratedInterface)), Shared]
public sealed class TracedClassToDecoratedInterface : Refactoring
{
    private protected override async Task<Repair?> FindAsync(Document document, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not ClassDeclarationSyntax { Parent: not TypeDeclarationSyntax } declaration)
            return null;

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (model.GetDeclaredSymbol(declaration, cancellation) is not { IsStatic: false, DeclaringSyntaxReferences.Length: 1 } type || !CanMove(type))
            return null;

        var solution = document.Project.Solution;
        var repair = type.Interfaces.IsEmpty
            ? Extract(declaration, model, cancellation)
            : await MoveAsync(solution, declaration, type, cancellation).ConfigureAwait(false);
        return repair is not null && await Repairs.TryAsync(solution, repair, cancellation).ConfigureAwait(false) is not null ? repair : null;
    }

    // An interface's methods have no private predicates and no tags of the object, and stand for no static method and no override.
    private static bool CanMove(INamedTypeSymbol type) =>
        type.GetAttributes().Any(static a => a.Is(KnownNames.Traced))
        && !type.GetMembers().Any(static m => m is IFieldSymbol or IPropertySymbol && m.Bears(KnownNames.Tag))
        && Observed(type).All(static m => m.DeclaredAccessibility == Accessibility.Public && !m.IsStatic && !m.IsOverride)
        && Observed(type).SelectMany(static m => Attributed.Of(m)!.All).All(static a => a.Named<string>("ErrorWhen") is null);

    private static IEnumerable<IMethodSymbol> Observed(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(static m => Attributed.Of(m) is not null);

    private static Repair? Extract(ClassDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        var name = "I" + declaration.Identifier.ValueText;
        if (!model.LookupNamespacesAndTypes(declaration.SpanStart, name: name).IsEmpty)
            return null;

        var @interface = InterfaceSyntax.Of(declaration, name, model, cancellation);
        var implemented = SyntaxFactory.ParseTypeName(name + declaration.TypeParameterList?.WithoutTrivia());
        var moved = AttributesIn(declaration, model, cancellation).ToList();
        return new Repair($"Extract '{name}', and decorate it", "ExtractDecorated", declaration, editor =>
        {
            foreach (var attribute in moved)
                AttributeRemoval.Remove(editor, attribute);
            editor.AddInterfaceType(declaration, implemented);
            editor.InsertBefore(declaration, @interface);
        });
    }

    private static IEnumerable<AttributeSyntax> AttributesIn(ClassDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation) =>
        declaration.DescendantNodes(static n => n is not (BlockSyntax or ArrowExpressionClauseSyntax)).OfType<AttributeSyntax>()
            .Where(a => InterfaceSyntax.IsTelemetry(a, model, cancellation));

    private static async Task<Repair?> MoveAsync(Solution solution, ClassDeclarationSyntax declaration, INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var @interface in type.Interfaces)
        {
            if (await MoveAsync(solution, declaration, type, @interface, cancellation).ConfigureAwait(false) is { } repair)
                return repair;
        }

        return null;
    }

    private static async Task<Repair?> MoveAsync(
        Solution solution, ClassDeclarationSyntax declaration, INamedTypeSymbol type, INamedTypeSymbol @interface, CancellationToken cancellation)
    {
        if (@interface.OriginalDefinition.DeclaringSyntaxReferences is not { Length: 1 } references
            || await references[0].GetSyntaxAsync(cancellation).ConfigureAwait(false) is not InterfaceDeclarationSyntax target
            || @interface.GetAttributes().Any(static a => a.InstrumentsMethods())
            || Pairs(type, @interface, cancellation) is not { } pairs
            || !await IsOnlyImplementationAsync(solution, type, @interface, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        var moved = type.GetAttributes().Where(static a => a.InstrumentsMethods())
            .Select(a => (Data: a, Syntax: (AttributeSyntax)a.ApplicationSyntaxReference!.GetSyntax(cancellation), Target: (SyntaxNode)target))
            .Concat(pairs.SelectMany(p => AttributeMove.Attributes(p.Method, p.Implementation, p.Called, cancellation)))
            .ToList();
        var added = new Repair.Edit(target.SyntaxTree, editor =>
        {
            foreach (var (data, syntax, node) in moved)
                AttributeMove.Add(editor, node, node == target ? InterfaceSyntax.Decorating(syntax, data.Is(KnownNames.Traced)) : syntax, data);
        });
        var removed = new Repair.Edit(declaration.SyntaxTree, editor =>
        {
            foreach (var (_, syntax, _) in moved)
                AttributeRemoval.Remove(editor, syntax);
        });
        return new Repair($"Move the attributes to '{@interface.Name}', and decorate it", "MoveToDecorated", target, added, removed);
    }

    // Each method of the interface with the one that implements it; null where the class observes what the interface lacks, or the other way round.
    private static List<(IMethodSymbol Method, MethodDeclarationSyntax Implementation, MethodDeclarationSyntax Called)>? Pairs(
        INamedTypeSymbol type, INamedTypeSymbol @interface, CancellationToken cancellation)
    {
        var pairs = new List<(IMethodSymbol Method, MethodDeclarationSyntax, MethodDeclarationSyntax)>();
        foreach (var called in @interface.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary))
        {
            if (type.FindImplementationForInterfaceMember(called) is not IMethodSymbol method
                || (Attributed.Of(method) is null && !method.Bears(KnownNames.NotInstrumented))
                || Syntax(method, cancellation) is not { } implementation || Syntax(called, cancellation) is not { } declared)
            {
                return null;
            }

            pairs.Add((method, implementation, declared));
        }

        return Observed(type).All(m => pairs.Exists(p => SymbolEqualityComparer.Default.Equals(p.Method, m))) ? pairs : null;
    }

    private static MethodDeclarationSyntax? Syntax(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax;

    private static async Task<bool> IsOnlyImplementationAsync(
        Solution solution, INamedTypeSymbol type, INamedTypeSymbol @interface, CancellationToken cancellation)
    {
        var found = await SymbolFinder.FindImplementationsAsync(@interface.OriginalDefinition, solution, cancellationToken: cancellation).ConfigureAwait(false);
        return found.All(f => SymbolEqualityComparer.Default.Equals(f.OriginalDefinition, type));
    }
}
