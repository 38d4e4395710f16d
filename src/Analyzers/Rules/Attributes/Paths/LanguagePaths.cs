using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing.Discovery;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Calls that the language makes by itself, of methods that it knows by their shape: <c>using</c>, <c>foreach</c>, <c>await</c>, queries,
/// deconstruction, initializers and the like. An interceptor stands in a call that is written, and these are not.
/// </summary>
internal static class LanguagePaths
{
    private const string Path = "here: the language makes this call by itself, and no wrapper can stand in it";

    // What initializers, queries and handlers of interpolated strings call.
    private static readonly string[] Unwritten =
    [
        "Add", "Select", "SelectMany", "Where", "Join", "GroupJoin", "GroupBy", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Cast",
        "AppendLiteral", "AppendFormatted",
    ];

    public static void Register(CompilationStartAnalysisContext context, InterceptedMethods methods)
    {
        if (MayBuildCollections(context.Compilation, methods.Declarations))
            context.RegisterOperationAction(c => CheckCollection(c, methods), OperationKind.CollectionExpression);

        // All others are made of methods with these names, which hardly any program observes. Clauses of queries, elements of initializers and
        // parts of interpolated strings are calls like others, without their syntax.
        On(CheckUnwritten, Unwritten, OperationKind.Invocation);
        On(CheckUsing, ["Dispose", "DisposeAsync"], OperationKind.Using, OperationKind.UsingDeclaration);
        On(CheckForEach, ["GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Dispose", "DisposeAsync", "Deconstruct"], OperationKind.Loop);
        On(CheckAwait, ["GetAwaiter", "GetResult"], OperationKind.Await);
        On(CheckDeconstruction, ["Deconstruct"], OperationKind.DeconstructionAssignment);
        On(CheckPattern, ["Deconstruct"], OperationKind.RecursivePattern);
        On(CheckRange, ["Slice"], OperationKind.ImplicitIndexerReference, OperationKind.SlicePattern);
        if (methods.Declarations.HasName("GetPinnableReference"))
            context.RegisterSyntaxNodeAction(c => CheckFixed(c, methods), SyntaxKind.FixedStatement);

        void On(Action<OperationAnalysisContext, InterceptedMethods> check, string[] names, params OperationKind[] kinds)
        {
            if (Array.Exists(names, methods.Declarations.HasName))
                context.RegisterOperationAction(c => check(c, methods), kinds);
        }
    }

    private static void CheckUnwritten(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (methods.Declarations.HasName(invocation.TargetMethod.Name) && invocation.Syntax is not InvocationExpressionSyntax && IsFirst(invocation))
            Report(context, methods, invocation.TargetMethod, PlaceOf(invocation.Syntax));
    }

    // What builds a collection may be called anything, and is named in an attribute of the collection.
    private static bool MayBuildCollections(Compilation compilation, ObservedDeclarations observed) =>
        observed.HasName("Add") || observed.HasName("GetEnumerator")
        || observed.Methods.Any(static m => m.IsStatic) || observed.Names.Except(observed.Methods.Select(static m => m.Name)).Any();

    // A list of a hundred elements adds a hundred times: that is one thing to know.
    private static bool IsFirst(IInvocationOperation invocation)
    {
        var calls = invocation.Parent switch
        {
            IObjectOrCollectionInitializerOperation initializer => initializer.Initializers.OfType<IInvocationOperation>(),
            IInterpolatedStringAppendOperation { Parent: IInterpolatedStringOperation text } =>
                text.Parts.OfType<IInterpolatedStringAppendOperation>().Select(static p => p.AppendCall).OfType<IInvocationOperation>(),
            _ => [invocation],
        };
        var called = invocation.TargetMethod.OriginalDefinition;
        return calls.First(c => SymbolEqualityComparer.Default.Equals(c.TargetMethod.OriginalDefinition, called)) == invocation;
    }

    private static Location PlaceOf(SyntaxNode unwritten) => unwritten is ExpressionSyntax ? unwritten.GetLocation() : unwritten.GetFirstToken().GetLocation();

    private static void CheckUsing(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var (resources, isAsync, keyword) = context.Operation switch
        {
            IUsingDeclarationOperation { Syntax: LocalDeclarationStatementSyntax local } declaration =>
                (declaration.DeclarationGroup, declaration.IsAsynchronous, local.UsingKeyword),
            IUsingOperation { Syntax: UsingStatementSyntax statement } @using => (@using.Resources, @using.IsAsynchronous, statement.UsingKeyword),
            _ => default((IOperation? Resources, bool IsAsync, SyntaxToken Keyword)),
        };
        IEnumerable<ITypeSymbol?> types = resources is IVariableDeclarationGroupOperation declared
            ? declared.Declarations.SelectMany(static d => d.Declarators).Select(static d => (ITypeSymbol?)d.Symbol.Type)
            : [(resources is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : resources)?.Type];
        foreach (var type in types.Distinct<ITypeSymbol?>(SymbolEqualityComparer.Default))
            Report(context, methods, PatternMethod.Disposing(type, isAsync, context.Compilation), keyword.GetLocation());
    }

    private static void CheckForEach(OperationAnalysisContext context, InterceptedMethods methods)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: var isAsync, Syntax: CommonForEachStatementSyntax loop, SemanticModel: { } model })
            return;

        var info = model.GetForEachStatementInfo(loop);
        var place = loop.ForEachKeyword.GetLocation();
        Report(context, methods, info.GetEnumeratorMethod, place);
        Report(context, methods, info.MoveNextMethod, place);
        if (info.DisposeMethod is not null)
            Report(context, methods, PatternMethod.Disposing(info.GetEnumeratorMethod?.ReturnType, isAsync, context.Compilation), place);
        if (loop is ForEachVariableStatementSyntax variables)
            Report(context, methods, model.GetDeconstructionInfo(variables), variables.Variable.GetLocation());
    }

    private static void CheckAwait(OperationAnalysisContext context, InterceptedMethods methods)
    {
        if (context.Operation is not { Syntax: AwaitExpressionSyntax awaiting, SemanticModel: { } model })
            return;

        var info = model.GetAwaitExpressionInfo(awaiting);
        Report(context, methods, info.GetAwaiterMethod, awaiting.AwaitKeyword.GetLocation());
        Report(context, methods, info.GetResultMethod, awaiting.AwaitKeyword.GetLocation());
    }

    private static void CheckDeconstruction(OperationAnalysisContext context, InterceptedMethods methods)
    {
        if (context.Operation is { Syntax: AssignmentExpressionSyntax assignment, SemanticModel: { } model })
            Report(context, methods, model.GetDeconstructionInfo(assignment), assignment.Left.GetLocation());
    }

    private static void Report(OperationAnalysisContext context, InterceptedMethods methods, DeconstructionInfo deconstruction, Location place)
    {
        Report(context, methods, deconstruction.Method, place);
        foreach (var nested in deconstruction.Nested)
            Report(context, methods, nested, place);
    }

    private static void CheckPattern(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var pattern = (IRecursivePatternOperation)context.Operation;
        if (pattern is { DeconstructSymbol: IMethodSymbol deconstruct, Syntax: RecursivePatternSyntax { PositionalPatternClause: { } clause } })
            Report(context, methods, deconstruct, clause.GetLocation());
    }

    private static void CheckRange(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var (slice, place) = context.Operation switch
        {
            IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol method, Syntax: var syntax } =>
                (method, syntax is ElementAccessExpressionSyntax access ? access.ArgumentList : syntax),
            ISlicePatternOperation { SliceSymbol: IMethodSymbol method, Syntax: var syntax } => (method, syntax),
            _ => default,
        };
        if (slice is not null)
            Report(context, methods, slice, place.GetLocation());
    }

    private static void CheckCollection(OperationAnalysisContext context, InterceptedMethods methods)
    {
        var collection = (ICollectionExpressionOperation)context.Operation;
        var place = collection.Syntax.GetLocation();
        if (collection.ConstructMethod is { MethodKind: not MethodKind.Constructor } builder)
            Report(context, methods, builder, place);

        // Which Add takes an element, the compiler keeps to itself: it is one of the nearest type's.
        else if (methods.Declarations.HasName("Add") && collection.Elements.FirstOrDefault(static e => e is not ISpreadOperation)?.Type is { } element
            && PatternMethod.All(collection.Type, "Add", parameters: 1)
                .Where(m => context.Compilation.HasImplicitConversion(element, m.Parameters[0].Type))
                .GroupBy(static m => m.ContainingType, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default).FirstOrDefault() is { } adding
            && adding.All(m => methods.Find(m) is not null))
        {
            Report(context, methods, adding.First(), place);
        }

        if (methods.Declarations.HasName("GetEnumerator"))
        {
            foreach (var spread in collection.Elements.OfType<ISpreadOperation>())
            {
                var enumerating = PatternMethod.All(spread.Operand.Type, "GetEnumerator", parameters: 0).FirstOrDefault();
                Report(context, methods, enumerating, spread.Syntax.GetLocation());
            }
        }
    }

    private static void CheckFixed(SyntaxNodeAnalysisContext context, InterceptedMethods methods)
    {
        foreach (var pinned in ((FixedStatementSyntax)context.Node).Declaration.Variables)
        {
            var type = pinned.Initializer is { Value: var value } ? context.SemanticModel.GetTypeInfo(value, context.CancellationToken).Type : null;
            if (PatternMethod.All(type, "GetPinnableReference", parameters: 0).FirstOrDefault() is { } pinning && methods.Find(pinning) is { } attributed)
            {
                var place = pinned.Initializer!.Value.GetLocation();
                context.ReportDiagnostic(GoesAround.Create(context.Compilation, place, pinning, attributed, Path, partialHelps: true));
            }
        }
    }

    private static void Report(OperationAnalysisContext context, InterceptedMethods methods, IMethodSymbol? called, Location place)
    {
        if (called is not null && methods.Find(called) is { } attributed)
            GoesAround.Report(new CodeContext(context), place, called, attributed, Path, partialHelps: true);
    }
}
