using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS001: an instrumenting attribute on what can't be wrapped, or on a type that has nothing to wrap; an instrument's on what can't be one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AttributeCanHaveNoEffect() : AttributeRule(Descriptors.AttributeCanHaveNoEffect)
{
    /// <summary>Diagnostic property, there when a partial method or property is reached where the ordinary one is not.</summary>
    public const string MakePartial = nameof(MakePartial);

    /// <summary>Diagnostic property, there when an async builder observes the method where its calls can't be reached.</summary>
    public const string AddBuilder = nameof(AddBuilder);

    /// <summary>Diagnostic property, there when the attributes are the type's, so that the method can be left out of them.</summary>
    public const string LeaveOut = nameof(LeaveOut);

    /// <summary>Diagnostic property, there when generated code could stand in the type if it were partial.</summary>
    public const string MakeTypesPartial = nameof(MakeTypesPartial);

    private const string NoDecorator =
        "no class can implement it that generated code could name: it is private or protected, or the full name of a type in it leads to another, or nowhere; leave out Decorate";

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        context.RegisterSymbolAction(CheckMethod, SymbolKind.Method);
        context.RegisterSymbolAction(CheckType, SymbolKind.NamedType);
        context.RegisterSymbolAction(CheckInstrument, SymbolKind.Method, SymbolKind.Property);
        context.RegisterFunctionAction(
            [KnownNames.Traced, KnownNames.Counted, KnownNames.Timed, KnownNames.InFlight, .. KnownNames.InstrumentAttributes], CheckFunction);
    }

    private static void CheckMethod(SymbolAnalysisContext context)
    {
        // Both parts of a partial method have the attributes of both.
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
            return;

        var own = DeclaredInstrument.IsTyped(method) ? [] : method.GetAttributes().Where(static a => a.InstrumentsMethods()).ToList();
        var isLeftOut = method.Bears(KnownNames.NotInstrumented);
        if (own.Count == 0 || (PartialWrapper.Obstacle(method, context.Compilation) is var obstacle && obstacle == Obstacle.None && !isLeftOut))
            return;

        var why = isLeftOut ? "[NotInstrumented] on the same method switches it off; remove one of the two" : obstacle.Explain();
        foreach (var attribute in own)
            Report(context, attribute.Place(context.CancellationToken), attribute.Bracketed(), method, why, [.. Remedies(obstacle, method, context.Compilation)]);
    }

    private static void CheckInstrument(SymbolAnalysisContext context)
    {
        var member = context.Symbol;
        if (member is IMethodSymbol { PartialDefinitionPart: not null } or IPropertySymbol { PartialDefinitionPart: not null }
            || DeclaredInstrument.Of(member) is not { } instrument)
        {
            return;
        }

        var obstacle = instrument.Check(member, context.Compilation);
        if (obstacle != Obstacle.None)
            ReportInstrument(instrument.Attribute, obstacle, obstacle == Obstacle.NoPartialType ? [MakeTypesPartial] : []);
        foreach (var second in DeclaredInstrument.AllOf(member).Skip(1))
            ReportInstrument(second.Attribute, Obstacle.SecondInstrument);
        foreach (var attribute in instrument.IsObserved ? [] : member.GetAttributes().Where(static a => a.InstrumentsMethods()))
            ReportInstrument(attribute, Obstacle.TypedInstrument);

        void ReportInstrument(AttributeData attribute, Obstacle why, params string[] remedies) =>
            Report(context, attribute.Place(context.CancellationToken), attribute.Bracketed(), member, why.Explain(), remedies);
    }

    private static void CheckType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(static a => a.InstrumentsMethods()))
            return;

        if (Attributed.IsDecorated(type) && !Access.CanImplement(type, context.Compilation))
        {
            var traced = type.GetAttributes().First(static a => a.Is(KnownNames.Traced));
            Report(context, traced.Place(context.CancellationToken), traced.Bracketed(), type, NoDecorator);
            return;
        }

        var effective = new HashSet<AttributeData>();
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (Attributed.Of(method) is not { } attributed)
                continue;

            var typeWide = attributed.All.Except(Own(attributed, method)).ToList();
            effective.UnionWith(typeWide);
            if (typeWide.Count > 0 && PartialWrapper.Obstacle(method, context.Compilation) is var obstacle and not Obstacle.None)
            {
                var names = string.Join(", ", typeWide.Select(static a => a.Bracketed()).Distinct());
                var why = $"{obstacle.Explain()}; or leave the method out with [NotInstrumented]";
                Report(context, method.Locations[0], $"{names} of '{type.Name}'", method, why, [LeaveOut, .. Remedies(obstacle, method, context.Compilation)]);
            }
        }

        const string NoMethod = "the type declares no public method that takes it; put the attribute on a method";
        foreach (var attribute in type.GetAttributes().Where(a => a.InstrumentsMethods() && !effective.Contains(a)))
            Report(context, attribute.Place(context.CancellationToken), attribute.Bracketed(), type, NoMethod);
    }

    private static void CheckFunction(CodeContext context)
    {
        if (context.Node is LocalFunctionStatementSyntax function)
        {
            if (context.SemanticModel.GetDeclaredSymbol(function, context.CancellationToken) is IMethodSymbol local)
                CheckFunction(context, local, function.Identifier.ValueText);
        }
        else if (context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol is IMethodSymbol lambda)
        {
            CheckFunction(context, lambda, "lambda");
        }
    }

    private static void CheckFunction(CodeContext context, IMethodSymbol method, string name)
    {
        foreach (var instrument in DeclaredInstrument.AllOf(method))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.AttributeCanHaveNoEffect, instrument.Attribute.Place(context.CancellationToken), instrument.Attribute.Bracketed(), name,
                instrument.Check(method, context.Compilation).Explain()));
        }

        var obstacle = Eligibility.Check(method, StrategyChoice.For(method), context.Compilation);
        if (obstacle == Obstacle.None)
            return;

        var remedies = Remedies(obstacle, method, context.Compilation).ToImmutableDictionary(static r => r, static _ => (string?)null);
        foreach (var attribute in method.GetAttributes().Where(static a => a.InstrumentsMethods()))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.AttributeCanHaveNoEffect, attribute.Place(context.CancellationToken), remedies, attribute.Bracketed(), name, obstacle.Explain()));
        }
    }

    private static List<AttributeData> Own(Attributed attributed, IMethodSymbol method)
    {
        var own = method.GetAttributes();
        return [.. attributed.All.Where(own.Contains)];
    }

    private static IEnumerable<string> Remedies(Obstacle obstacle, IMethodSymbol method, Compilation compilation)
    {
        if (obstacle is Obstacle.PropertyAccessor or Obstacle.HiddenType or Obstacle.HiddenInGenericType or Obstacle.HiddenInStaticClass or Obstacle.NoUnsafeAccessor)
            yield return MakePartial;
        if (obstacle != Obstacle.None && AsyncBuilder.CanBeAdded(method, compilation))
            yield return AddBuilder;
    }

    private static void Report(SymbolAnalysisContext context, Location place, string attributes, ISymbol on, string why, params string[] remedies) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.AttributeCanHaveNoEffect,
            place,
            remedies.ToImmutableDictionary(static r => r, static _ => (string?)null),
            attributes,
            on.ToDisplayString(SymbolDisplay.Member),
            why));
}
