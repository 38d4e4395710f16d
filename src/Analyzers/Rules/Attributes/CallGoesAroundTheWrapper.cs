using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS002: a call of an observed method, or a way to one, that no interceptor can stand in.</summary>
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

    private const string CallerInstead = "put the attribute on a method that calls it";

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (!BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            return;

        var methods = new InterceptedMethods(context.Compilation);
        context.RegisterOperationAction(c => CheckCall(c, methods), OperationKind.Invocation);
        context.RegisterOperationAction(c => CheckMethodGroup(c, methods), OperationKind.MethodReference);
    }

    private static void CheckCall(OperationAnalysisContext context, InterceptedMethods methods)
    {
        // What the language calls by itself has another syntax.
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation.Syntax is not InvocationExpressionSyntax call)
            return;

        var called = invocation.TargetMethod;
        if (methods.Find(called) is { } attributed)
        {
            var obstacle = CallEligibility.Check(call, called, invocation.SemanticModel!, context.CancellationToken);
            if (obstacle != CallObstacle.None)
                Report(context, Name(call.Expression), called, attributed, Explain(obstacle), PartialHelps(obstacle), other: InsteadOf(obstacle, context.ContainingSymbol, methods));
        }
        else if (invocation.IsVirtual && methods.AttributedImplementation(called, invocation.Instance?.Type) is { } implementation)
        {
            ReportDeclaration(context, Name(call.Expression), called, implementation);
        }
        else if (called is { Name: nameof(Type.GetMethod), IsStatic: false } && called.ContainingType.Is("System", nameof(Type)))
        {
            CheckReflection(context, invocation, methods);
        }
    }

    private static void CheckMethodGroup(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var reference = (IMethodReferenceOperation)context.Operation;
        if (reference.Syntax is not ExpressionSyntax group || !IsToBeCalled(reference))
            return;

        if (methods.Find(reference.Method) is { } attributed)
        {
            var lambda = CanBeLambda(reference, group, context.CancellationToken) ? "wrap the call in a lambda" : null;
            Report(context, Name(group), reference.Method, attributed, "what takes the method takes it without its wrapper", partialHelps: true, lambda);
        }
        else if (reference.IsVirtual && methods.AttributedImplementation(reference.Method, reference.Instance?.Type) is { } implementation)
        {
            ReportDeclaration(context, Name(group), reference.Method, implementation);
        }
    }

    // A handler that is removed, and a delegate that is compared, is not called for that.
    private static bool IsToBeCalled(IMethodReferenceOperation reference) => reference.Parent switch
    {
        IDelegateCreationOperation { Parent: IEventAssignmentOperation { Adds: false } } => false,
        IDelegateCreationOperation { Parent: ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } or IBinaryOperation } => false,
        IDelegateCreationOperation or IAddressOfOperation => true,
        _ => false,
    };

    // A lambda that is added to an event could not be removed again, and in some places the call would go around the wrapper all the same.
    private static bool CanBeLambda(IMethodReferenceOperation reference, ExpressionSyntax group, CancellationToken cancellation) =>
        reference is { Parent: IDelegateCreationOperation { Parent: not IEventAssignmentOperation }, Instance: null or { Type.IsReferenceType: true } }
        && group is not MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }
        && !CallEligibility.IsInExpressionTree(group, reference.SemanticModel!, cancellation);

    private static void CheckReflection(OperationAnalysisContext context, IInvocationOperation invocation, InterceptedMethods methods)
    {
        if (invocation.Arguments.Select(static a => a.Value).OfType<INameOfOperation>().FirstOrDefault()?.Argument.Syntax is not ExpressionSyntax named)
            return;

        // Which overload is meant says a list of types: all of them must be observed.
        var overloads = invocation.SemanticModel!.GetMemberGroup(named, context.CancellationToken).OfType<IMethodSymbol>().ToList();
        if (overloads.Count == 0 || (invocation.Instance is ITypeOfOperation { TypeOperand: var type } && !overloads.TrueForAll(m => IsMemberOf(m, type))))
            return;

        var attributed = overloads.ConvertAll(methods.Find);
        if (attributed.TrueForAll(static a => a is not null))
            Report(context, Name(named), overloads[0], attributed[0]!, "reflection calls the method itself", partialHelps: overloads.Count == 1);
    }

    private static bool IsMemberOf(IMethodSymbol method, ITypeSymbol type)
    {
        var declaring = method.ContainingType.OriginalDefinition;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, declaring))
                return true;
        }

        return false;
    }

    private static string Explain(CallObstacle obstacle) => obstacle switch
    {
        CallObstacle.BaseCall => "a wrapper of a base call would call the override again, without end",
        CallObstacle.TypeParameterReceiver => "a wrapper would box a receiver of a type parameter, and lose what the call changes in it; constrain the type parameter to 'class'",
        _ => "an expression tree would name the wrapper, which no query provider knows",
    };

    private static bool PartialHelps(CallObstacle obstacle) => obstacle is CallObstacle.BaseCall or CallObstacle.ExpressionTree;

    // An override that calls its base has been observed by then.
    private static string InsteadOf(CallObstacle obstacle, ISymbol caller, InterceptedMethods methods) =>
        obstacle == CallObstacle.BaseCall && caller is IMethodSymbol { IsOverride: true } method && methods.Find(method) is not null
            ? $"the call of '{method.ToDisplayString(SymbolDisplay.Member)}' is observed"
            : CallerInstead;

    private static void Report(
        OperationAnalysisContext context,
        SyntaxNode place,
        IMethodSymbol called,
        Attributed attributed,
        string why,
        bool partialHelps,
        string? lambda = null,
        string other = CallerInstead)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        var remedies = new List<string>();
        var locations = new List<Location>();
        if (lambda is not null)
        {
            properties.Add(WrapInLambda, null);
            remedies.Add(lambda);
        }

        var definition = (called.ReducedFrom ?? called).OriginalDefinition;
        if (partialHelps && SymbolEqualityComparer.Default.Equals(attributed.Method, definition) && CanBePartial(definition, context.Compilation))
        {
            properties.Add(MakePartial, null);
            remedies.Add("make the method partial");
            locations.Add(definition.Locations[0]);
        }

        if (partialHelps && SymbolEqualityComparer.Default.Equals(attributed.Method, definition)
            && SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, context.Compilation.Assembly)
            && AsyncBuilder.CanBeAdded(definition, context.Compilation))
        {
            properties.Add(AddBuilder, null);
            remedies.Add("observe it in itself by an async builder");
            if (locations.Count == 0)
                locations.Add(definition.Locations[0]);
        }

        if (remedies.Count == 0 && partialHelps)
            remedies.Add(other);
        var message = remedies.Count == 0 ? why : $"{why}; {string.Join(", or ", remedies)}";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.CallGoesAroundTheWrapper, place.GetLocation(), locations, properties.ToImmutable(), called.ToDisplayString(SymbolDisplay.Member), message));
    }

    private static void ReportDeclaration(OperationAnalysisContext context, SyntaxNode place, IMethodSymbol called, IMethodSymbol implementation)
    {
        var declaration = called.OriginalDefinition.ToDisplayString(SymbolDisplay.Member);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.CallGoesAroundTheWrapper,
            place.GetLocation(),
            [implementation.Locations[0], called.OriginalDefinition.Locations[0]],
            ImmutableDictionary<string, string?>.Empty.Add(MoveAttribute, null),
            implementation.ToDisplayString(SymbolDisplay.Member),
            $"the call is typed as '{declaration}', which bears no attribute; put the attribute on '{declaration}'"));
    }

    private static bool CanBePartial(IMethodSymbol method, Compilation compilation) =>
        method is { IsAbstract: false, IsPartialDefinition: false, ContainingType.TypeKind: not TypeKind.Interface }
        && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && Eligibility.Check(method, Strategy.Partial, compilation) == Obstacle.None;

    private static ExpressionSyntax Name(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => expression,
    };
}
