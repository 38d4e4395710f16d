using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS205: a task that is started inside a span's <c>using</c> and returned without <c>await</c>: the span ends before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanEndsBeforeItsTask() : SpanRule(Descriptors.SpanEndsBeforeItsTask)
{
    private protected override void Check(CodeContext context, StartedValue started, OwnedSpan span)
    {
        foreach (var returned in started.Lifetime.ReturnedInside.Distinct())
        {
            if (Source(returned) is not IInvocationOperation call || !IsTask(call.Type) || IsDone(call.TargetMethod))
                continue;

            var name = started.Lifetime.Variable is { } variable ? $"'{variable.Name}'" : "around it";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SpanEndsBeforeItsTask, returned.Syntax.GetLocation(), name, call.TargetMethod.Name));
        }
    }

    private static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace.Is("System.Threading.Tasks");

    // Tasks that are made from what is there already.
    private static bool IsDone(IMethodSymbol called) =>
        called.Name is "FromResult" or "FromException" or "FromCanceled" && IsTask(called.ContainingType);

    private static IOperation Source(IOperation returned)
    {
        while (true)
        {
            switch (returned)
            {
                case IConversionOperation conversion:
                    returned = conversion.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsTask", Instance: { } task }:
                    returned = task;
                    break;
                case IObjectCreationOperation { Arguments.Length: 1 } creation when IsTask(creation.Type) && IsTask(creation.Arguments[0].Value.Type):
                    returned = creation.Arguments[0].Value;
                    break;
                default:
                    return returned;
            }
        }
    }
}
