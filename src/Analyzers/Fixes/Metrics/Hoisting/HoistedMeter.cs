using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>The meter that is made where an instrument is, and must become static with it.</summary>
internal sealed class HoistedMeter
{
    private HoistedMeter(ExpressionSyntax receiver, BaseObjectCreationExpressionSyntax creation, Holder? holder, SemanticModel model)
    {
        Receiver = receiver;
        Creation = creation;
        Holder = holder;
        Type = StaticFields.TypeOf(creation, model);
    }

    /// <summary>What the instrument is created on: the creation, or the variable.</summary>
    public ExpressionSyntax Receiver { get; }

    public BaseObjectCreationExpressionSyntax Creation { get; }

    /// <summary>The meter's type, as it is written there.</summary>
    public TypeSyntax Type { get; }

    /// <summary>What a field for it would be called.</summary>
    public string Name => Holder?.Name is { } held ? FieldNames.Pascal(held) : "Meter";

    /// <summary>The local variable that holds it.</summary>
    public Holder? Holder { get; }

    /// <summary>The meter of a creation of an instrument; null where it is static already, or can't be.</summary>
    public static HoistedMeter? Of(ExpressionSyntax instrument, SemanticModel model, CancellationToken cancellation)
    {
        if (instrument is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } })
            return null;
        if (receiver is BaseObjectCreationExpressionSyntax made)
            return StaticExpression.Is(made, model, but: null, cancellation) ? new HoistedMeter(receiver, made, holder: null, model) : null;
        if (model.GetSymbolInfo(receiver, cancellation).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not VariableDeclaratorSyntax declarator
            || declarator.Initializer?.Value is not BaseObjectCreationExpressionSyntax creation
            || !TelemetrySymbols.Is(model.GetTypeInfo(creation, cancellation).Type, TelemetrySymbols.Of(model.Compilation)?.Meter)
            || !StaticExpression.Is(creation, model, but: null, cancellation)
            || !Holder.TryFind(creation, model, cancellation, out var holder) || holder is null)
        {
            return null;
        }

        return new HoistedMeter(receiver, creation, holder, model);
    }
}
