using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS002: a call of an observed method, or a way to one, that no interceptor can stand in. Each family of paths has a file of its own in
/// <c>Paths</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallGoesAroundTheWrapper() : AttributeRule(Descriptors.CallGoesAroundTheWrapper)
{
    /// <summary>Diagnostic property, there when a lambda can stand for the method group.</summary>
    public const string WrapInLambda = nameof(WrapInLambda);

    /// <summary>Diagnostic property, there when a partial method is reached this way too; it is declared at the additional location.</summary>
    public const string MakePartial = nameof(MakePartial);

    /// <summary>Diagnostic property, there when an async builder observes the method this way too; it is declared at the additional location.</summary>
    public const string AddBuilder = nameof(AddBuilder);

    /// <summary>
    /// Diagnostic property, there when the attributes are those of the implementation at the first additional location and not those of the called
    /// declaration at the second.
    /// </summary>
    public const string MoveAttribute = nameof(MoveAttribute);

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (!BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            return;

        var methods = new InterceptedMethods(context.Compilation);
        if (methods.Declarations.IsEmpty)
            return;

        CallPaths.Register(context, methods);
        DelegatePaths.Register(context, methods);
        LanguagePaths.Register(context, methods);
        ReflectionPaths.Register(context, methods);
        CallersElsewhere.Register(context, methods);
    }
}
