using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS207: a tag whose value takes work to compute, which is done also where the span is there for its context alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagIsComputedForNobody() : TelemetryRule(Descriptors.TagIsComputedForNobody)
{
    /// <summary>Diagnostic property: what to ask of the span.</summary>
    public const string Question = nameof(Question);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        context.RegisterTagWriteAction(symbols, (c, tag) => Check(c, tag, symbols));

    private static void Check(CodeContext context, TagWrite tag, TelemetrySymbols symbols)
    {
        if (tag is not { Signal: Signal.Span, Sink: IInvocationOperation { TargetMethod.Name: "SetTag" or "AddTag" or "SetAttribute" } write }
            || CostlyCall(tag.Value) is not { } costly || IsGuarded(costly.Syntax))
        {
            return;
        }

        var question = TelemetrySymbols.Is(write.TargetMethod.ContainingType, symbols.TelemetrySpan) ? "IsRecording" : "IsAllDataRequested";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.TagIsComputedForNobody,
            tag.Value.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Question, question),
            costly.TargetMethod.Name,
            question));
    }

    private static IInvocationOperation? CostlyCall(IOperation value) =>
        value.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(static c => IsCostly(c.TargetMethod));

    // What goes over a whole object or a whole sequence; lookups and short texts don't pay for an if.
    private static bool IsCostly(IMethodSymbol called)
    {
        var type = called.ContainingType;
        return called.Name switch
        {
            "Serialize" or "SerializeObject" or "SerializeToUtf8Bytes" or "ToJson" or "ToJsonString" => true,
            "Join" => type.SpecialType == SpecialType.System_String,
            "ToBase64String" or "ToHexString" => type.Is("System", "Convert"),
            "HashData" or "ComputeHash" => true,
            "GetString" or "GetBytes" => type.Is("System.Text", "Encoding"),
            _ => type.Is("System.Linq", "Enumerable") && called.Name is not ("First" or "FirstOrDefault" or "Any" or "Empty"),
        };
    }

    // By a condition around it, or one that leaves before it.
    private static bool IsGuarded(SyntaxNode call)
    {
        for (var node = call; node.Parent is { } parent && node is not MemberDeclarationSyntax; node = parent)
        {
            var isGuarded = parent switch
            {
                IfStatementSyntax choice => node != choice.Condition && Asks(choice.Condition),
                ConditionalExpressionSyntax choice => node != choice.Condition && Asks(choice.Condition),
                BinaryExpressionSyntax both => node == both.Right && Asks(both.Left),
                SwitchSectionSyntax section => section.Labels.Any(Asks),
                BlockSyntax block => block.Statements.TakeWhile(s => s != node).OfType<IfStatementSyntax>()
                    .Any(static i => Asks(i.Condition) && Leaves(i.Statement)),
                _ => false,
            };
            if (isGuarded)
                return true;
        }

        return false;
    }

    private static bool Asks(SyntaxNode condition) =>
        condition.DescendantTokens().Any(static t => t.ValueText is "IsAllDataRequested" or "Recorded" or "IsRecording" or "ActivityTraceFlags");

    private static bool Leaves(StatementSyntax statement) =>
        statement is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax
        || (statement is BlockSyntax block && block.Statements.LastOrDefault() is { } last && Leaves(last));
}
