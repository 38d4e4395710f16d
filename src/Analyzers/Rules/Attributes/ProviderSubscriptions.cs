using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What a program's OpenTelemetry providers subscribe to, as far as its source says; collected from many threads.</summary>
internal sealed class ProviderSubscriptions
{
    /// <summary>The method that subscribes to sources.</summary>
    public const string AddSource = nameof(AddSource);

    /// <summary>The method that subscribes to meters.</summary>
    public const string AddMeter = nameof(AddMeter);

    private readonly ConcurrentBag<(string Method, string? Pattern, Location Place)> _found = [];
    private volatile bool _isUnknown;

    /// <summary>Whether an assembly that the program references, and that is none of OpenTelemetry's, may build the provider, or a part of it.</summary>
    public static bool MayBeElsewhere(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Any(static a =>
            !IsOpenTelemetrys(a) && a.Name != KnownNames.RuntimeAssembly && a.Modules.Any(static m => m.ReferencedAssemblies.Any(static r =>
                r.Name is "OpenTelemetry" or "OpenTelemetry.Api.ProviderBuilderExtensions" or "OpenTelemetry.Extensions.Hosting")));

    /// <summary>Whether there can be a provider at all.</summary>
    public static bool AreIn(Compilation compilation) =>
        !compilation.GetTypesByMetadataName("OpenTelemetry.Trace.TracerProviderBuilder").IsEmpty
        || !compilation.GetTypesByMetadataName("OpenTelemetry.Metrics.MeterProviderBuilder").IsEmpty;

    /// <summary>Notes a call, if it has to do with providers.</summary>
    public void Note(IInvocationOperation invocation)
    {
        var called = invocation.TargetMethod;
        if (called is { Name: AddSource or AddMeter, IsStatic: false } && IsBuilder(called.ContainingType))
            NoteNames(invocation);
        else if (called.Name == "Start" && called.ContainingType.Is(KnownNames.Namespace, "Telemetry"))
            _isUnknown = true;
        else if (invocation.Arguments.Any(static a => a.Parameter is { Type: var type } && type.Mentions(IsBuilder) && !IsRead(a, type)))
            _isUnknown = true;
    }

    /// <summary>The first call of that method, if all of them are known and none subscribes to the scope; null otherwise.</summary>
    public Location? PlaceToAdd(string method, string scope)
    {
        var calls = _found.Where(c => c.Method == method).ToList();
        return _isUnknown || calls.Exists(c => c.Pattern is null || Matches(c.Pattern, scope))
            ? null
            : calls.Select(static c => c.Place)
                .OrderBy(static p => p.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(static p => p.SourceSpan.Start)
                .FirstOrDefault();
    }

    private void NoteNames(IInvocationOperation invocation)
    {
        var place = invocation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : invocation.Syntax;
        foreach (var pattern in Names(invocation.Arguments.FirstOrDefault()?.Value))
            _found.Add((invocation.TargetMethod.Name, pattern, place.GetLocation()));
    }

    // Null stands for a name that is known at run time alone.
    private static IEnumerable<string?> Names(IOperation? names) => names switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements.Select(static e => e.ConstantValue.Value as string),
        ICollectionExpressionOperation { Elements: var elements } => elements.Select(static e => e.ConstantValue.Value as string),
        IConversionOperation { Operand: var operand } => Names(operand),
        _ => [null],
    };

    // As the SDK does: case aside, with * for any letters and ? for one.
    private static bool Matches(string pattern, string scope) =>
        Regex.IsMatch(scope, $"^{Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".")}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // What is done with a builder is seen if this program's source does it; OpenTelemetry's own packages subscribe to theirs.
    private static bool IsRead(IArgumentOperation argument, ITypeSymbol parameter)
    {
        var called = ((IInvocationOperation)argument.Parent!).TargetMethod;
        if (called.ContainingAssembly is not ISourceAssemblySymbol && !IsOpenTelemetrys(called.ContainingAssembly))
            return false;
        return parameter.TypeKind != TypeKind.Delegate || argument.Value is IDelegateCreationOperation
        {
            Target: IAnonymousFunctionOperation or IMethodReferenceOperation { Method.ContainingAssembly: ISourceAssemblySymbol },
        };
    }

    private static bool IsBuilder(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Is("OpenTelemetry.Trace", "TracerProviderBuilder") || ancestor.Is("OpenTelemetry.Metrics", "MeterProviderBuilder"))
                return true;
        }

        return type.Is("OpenTelemetry", "IOpenTelemetryBuilder") || type.Is("OpenTelemetry", "OpenTelemetryBuilder");
    }

    private static bool IsOpenTelemetrys(IAssemblySymbol assembly) =>
        assembly.Name == "OpenTelemetry" || assembly.Name.StartsWith("OpenTelemetry.", StringComparison.Ordinal);
}
