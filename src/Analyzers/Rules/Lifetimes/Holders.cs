using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>The variables of one body that can hold a value, numbered: a set of them is a number.</summary>
/// <param name="start">The call that gives the value.</param>
internal sealed class Holders(SyntaxNode start)
{
    private readonly Dictionary<object, int> _numbers = [];

    /// <summary>The first variable of the source that held the value.</summary>
    public ILocalSymbol? First { get; private set; }

    /// <summary>The set of that variable alone; none where it has not held the value yet, or can't.</summary>
    public ulong Find(IOperation operation) => KeyOf(operation) is { } key && _numbers.TryGetValue(key, out var number) ? SetOf(number) : 0;

    /// <summary>The set of that variable alone, which holds the value now; none where it can't, or there are more than a set can take.</summary>
    public ulong Add(IOperation operation) => KeyOf(operation) is { } key ? AddKey(key) : 0;

    public ulong Add(ILocalSymbol local) => AddKey(local);

    public void Note(IOperation holder)
    {
        if (holder is ILocalReferenceOperation { Local: var local })
            First ??= local;
    }

    /// <summary>Whether a function inside the body, or around it, may do more with the variable than write to the span in it.</summary>
    public bool IsShared(IOperation holder) =>
        holder is ILocalReferenceOperation { Local: { DeclaringSyntaxReferences.Length: 1 } local }
        && FunctionOf(local.DeclaringSyntaxReferences[0].GetSyntax()) is var own
        && (own != FunctionOf(start) || own.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.ValueText == local.Name && FunctionOf(n) != own && !IsHarmless(n)));

    private static bool IsHarmless(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name && !Ends(access.Name),
        ConditionalAccessExpressionSyntax access => access.Expression == name
            && access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { Name: var member }
            && !Ends(member),
        _ => false,
    };

    private static bool Ends(SimpleNameSyntax name) =>
        name.Identifier.ValueText is "Stop" or "Dispose" or "End" or "DisposeAsync" or "Shutdown" or "ForceFlush" or "ForceFlushAsync";

    private static SyntaxNode FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(static n =>
        n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax || (n is MemberDeclarationSyntax && !n.IsKind(SyntaxKind.GlobalStatement)))
        ?? node.SyntaxTree.GetRoot();

    private static object? KeyOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } parameter } =>
            parameter,
        IFlowCaptureReferenceOperation capture => capture.Id,
        IFlowCaptureOperation capture => capture.Id,
        _ => null,
    };

    private static ulong SetOf(int number) => number < 64 ? 1ul << number : 0;

    private ulong AddKey(object key)
    {
        if (!_numbers.TryGetValue(key, out var number))
            _numbers.Add(key, number = _numbers.Count);
        return SetOf(number);
    }
}
