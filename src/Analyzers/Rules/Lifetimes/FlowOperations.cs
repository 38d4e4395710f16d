using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>The operations of a control flow graph in the order in which they are evaluated.</summary>
internal sealed class FlowOperations(ControlFlowGraph graph)
{
    private readonly List<IOperation>?[] _blocks = new List<IOperation>?[graph.Blocks.Length];

    public ControlFlowGraph Graph => graph;

    public IReadOnlyList<IOperation> Of(BasicBlock block)
    {
        if (_blocks[block.Ordinal] is { } known)
            return known;

        var operations = new List<IOperation>();
        foreach (var operation in block.Operations)
            Add(operation, operations);
        if (block.BranchValue is { } value)
            Add(value, operations);
        return _blocks[block.Ordinal] = operations;
    }

    /// <summary>
    /// The variable or member that the assignment writes to. Where its value has branches of its own (<c>?:</c>, <c>??</c>, an initializer), the
    /// graph takes hold of the target before them.
    /// </summary>
    public IOperation TargetOf(ISimpleAssignmentOperation assignment) =>
        assignment.Target is IFlowCaptureReferenceOperation { Id: var id }
        && graph.Blocks.SelectMany(static b => b.Operations).OfType<IFlowCaptureOperation>().FirstOrDefault(c => c.Id.Equals(id)) is { } capture
            ? capture.Value
            : assignment.Target;

    /// <summary>
    /// Whether the operation can well throw: awaiting, and calls of code that does some work. What writes telemetry or logs does not, nor do the
    /// platform's small helpers.
    /// </summary>
    public static bool MayThrow(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => true,
        IInvocationOperation { IsImplicit: true, TargetMethod.Name: "GetEnumerator" } => false,
        IInvocationOperation { IsImplicit: true, TargetMethod: { Name: "MoveNext", ContainingType.TypeKind: TypeKind.Struct } } => false,
        IInvocationOperation { TargetMethod.ContainingType: { } type } => !IsHarmless(type),
        _ => false,
    };

    private static bool IsHarmless(INamedTypeSymbol type)
    {
        var @namespace = type.ContainingNamespace;
        return @namespace.Is("System.Diagnostics") || @namespace.Is("System.Diagnostics.Metrics") || @namespace.Is("OpenTelemetry.Trace")
            || @namespace.Is("OpenTelemetry") || @namespace.Is("Microsoft.Extensions.Logging") || @namespace.Is("System.Text")
            || type.Is("System.Threading.Tasks", "Task")
            || (type.Name is "Console" or "Guid" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "Math" or "Environment" or "String" or "Object"
                or "Nullable" or "GC" or "IDisposable" && @namespace.Is("System"));
    }

    private static void Add(IOperation operation, List<IOperation> operations)
    {
        foreach (var child in operation.ChildOperations)
            Add(child, operations);
        operations.Add(operation);
    }
}
