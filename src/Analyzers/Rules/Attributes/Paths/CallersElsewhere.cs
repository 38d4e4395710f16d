using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// Callers that are in no file of the project: other assemblies that know the method as their own declaration, the runtime, a record's
/// generated members, other generators. It is said once, at the method's declaration.
/// </summary>
internal static class CallersElsewhere
{
    public static void Register(CompilationStartAnalysisContext context, InterceptedMethods methods)
    {
        var generated = new GeneratedCalls(context.Compilation, methods);
        context.RegisterSymbolAction(c => Check(c, methods, generated), SymbolKind.Method);
    }

    private static void Check(SymbolAnalysisContext context, InterceptedMethods methods, GeneratedCalls generated)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!methods.Declarations.HasName(method.Name) || methods.Find(method) is not { } attributed)
            return;

        if (SymbolEqualityComparer.Default.Equals(attributed.Method, method))
        {
            if (ForeignNames(method, methods) is { Length: > 0 } names)
                GoesAround.Report(context, method, attributed, $"by calls that are typed as {names}, of another assembly");
            if (IsEntryPoint(method, context.Compilation, context.CancellationToken))
                GoesAround.Report(context, method, attributed, "when the runtime starts the program with it");
            if (IsCalledByRecord(method))
                GoesAround.Report(context, method, attributed, "when the record's own members call it");
        }

        if (generated.FileWithCallOf(method) is { } file)
            GoesAround.Report(context, method, attributed, $"by the code that another generator wrote, which calls it in '{file}'");
    }

    private static string ForeignNames(IMethodSymbol method, InterceptedMethods methods) =>
        string.Join(" or ", methods.ForeignDeclarations(method).Select(static d => $"'{d.ToDisplayString(SymbolDisplay.Member)}'").Distinct());

    private static bool IsEntryPoint(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        method is { Name: WellKnownMemberNames.EntryPointMethodName, IsStatic: true }
        && SymbolEqualityComparer.Default.Equals(compilation.GetEntryPoint(cancellation), method);

    // What every record has, and may write by itself: ToString prints, == and Equals(object) compare.
    private static bool IsCalledByRecord(IMethodSymbol method) =>
        method is { ContainingType.IsRecord: true, IsStatic: false, Parameters.Length: 1 } && method.Name switch
        {
            "PrintMembers" => method.Parameters[0].Type.Is("System.Text", "StringBuilder"),
            nameof(Equals) => SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, method.ContainingType),
            _ => false,
        };
}
