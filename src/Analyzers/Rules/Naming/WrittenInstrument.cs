using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>An instrument as code writes it: by a call of a meter, or by one of this library's attributes.</summary>
internal sealed class WrittenInstrument
{
    private readonly IOperation _operation;

    private WrittenInstrument(IOperation operation, string kind, bool isAttribute)
    {
        _operation = operation;
        Kind = kind;
        IsAttribute = isAttribute;
    }

    /// <summary>Its kind in the conventions' words: <c>counter</c>, <c>updowncounter</c>, <c>gauge</c>, <c>histogram</c>.</summary>
    public string Kind { get; }

    /// <summary>Whether an attribute makes it, which knows a name and a unit where none is written.</summary>
    public bool IsAttribute { get; }

    public WrittenText Name => _operation.Text("name");

    public WrittenText Unit => _operation.Text("unit");

    public WrittenText Description => _operation.Text("description");

    /// <summary>The call or the attribute.</summary>
    public SyntaxNode Syntax => _operation.Syntax;

    /// <summary>
    /// Calls the action once for each instrument that the compilation's code makes; not for attributes without arguments, where it is about these.
    /// </summary>
    public static void Register(
        CompilationStartAnalysisContext context, TelemetrySymbols symbols, Action<CodeContext, WrittenInstrument> action, bool isAboutArguments = true)
    {
        context.RegisterNamedAction(symbols.Creators, Check, OperationKind.Invocation);
        if (LibrarySymbols.Of(context.Compilation) is not null)
        {
            context.RegisterAttributeAction(
                [KnownNames.Counted, KnownNames.Timed, KnownNames.InFlight, .. KnownNames.InstrumentAttributes], Check, isAboutArguments);
        }

        void Check(CodeContext c)
        {
            if (Of(c.Operation, symbols) is { } instrument)
                action(c, instrument);
        }
    }

    private static WrittenInstrument? Of(IOperation operation, TelemetrySymbols symbols) => operation switch
    {
        IInvocationOperation call when KindOf(call.TargetMethod.Name) is { } kind && symbols.MakesInstrument(call) =>
            new WrittenInstrument(call, kind, isAttribute: false),
        IAttributeOperation { Operation: IObjectCreationOperation { Type: { } type } creation } when KindOf(type) is { } kind =>
            new WrittenInstrument(creation, kind, isAttribute: true),
        _ => null,
    };

    private static string? KindOf(string method) => method switch
    {
        "CreateCounter" or "CreateObservableCounter" => "counter",
        "CreateUpDownCounter" or "CreateObservableUpDownCounter" => "updowncounter",
        "CreateHistogram" => "histogram",
        "CreateGauge" or "CreateObservableGauge" => "gauge",
        _ => null,
    };

    private static string? KindOf(ITypeSymbol attribute) => attribute.Name switch
    {
        _ when !attribute.ContainingNamespace.Is(KnownNames.Namespace) => null,
        KnownNames.Counted or KnownNames.Counter or KnownNames.ObservableCounter => "counter",
        KnownNames.Timed or KnownNames.Histogram => "histogram",
        KnownNames.InFlight or KnownNames.UpDownCounter or KnownNames.ObservableUpDownCounter => "updowncounter",
        KnownNames.Gauge => "gauge",
        _ => null,
    };
}
