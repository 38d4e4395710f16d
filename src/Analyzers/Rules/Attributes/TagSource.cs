using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What a tag's value comes from, and whether the calls of a method take it.</summary>
internal sealed class TagSource
{
    private readonly ISymbol? _symbol;
    private readonly ITypeSymbol? _type;

    private TagSource(ISymbol? symbol, ITypeSymbol? type)
    {
        _symbol = symbol;
        _type = type;
    }

    public static TagSource Result(IMethodSymbol method) => new(null, ReturnShape.Result(method.ReturnType));

    public static TagSource Parameter(IParameterSymbol parameter) => new(parameter, parameter.Type);

    public static TagSource Member(ISymbol member) => new(member, MemberPath.TypeOf(member));

    /// <summary>Whether the tag's path leads somewhere; where it doesn't, INS004 says so.</summary>
    public bool IsResolved(AttributeData tag, Compilation compilation)
    {
        if (_type is null || tag.Named<string>("Path") is not { Length: > 0 } path)
            return true;
        MemberPath.Resolve(_type, path, compilation, out var missing, out _);
        return missing is null;
    }

    /// <summary>Whether the tag is on the span or the metrics of the method's calls.</summary>
    public bool IsTakenBy(Attributed attributed, AttributeData tag, Compilation compilation)
    {
        // Calls in flight have no result yet.
        var metrics = attributed.Counted.Length + attributed.Timed.Length + (_symbol is null ? 0 : attributed.InFlight.Length);
        return IsTakenBy(attributed, tag, attributed.Traced is not null, metrics > 0, compilation);
    }

    /// <summary>Whether calls of the method can read the tag, whatever signals they have.</summary>
    public bool IsReadBy(Attributed attributed, AttributeData tag, Compilation compilation) => IsTakenBy(attributed, tag, true, true, compilation);

    /// <summary>Whether the metrics of the method's calls could have the tag.</summary>
    public bool IsForMetrics(Attributed attributed, AttributeData tag, Compilation compilation) => IsTakenBy(attributed, tag, false, true, compilation);

    /// <summary>Whether the metrics of the method's calls take the tag, and the generator can't say which values it has.</summary>
    public bool IsUnboundedOnMetrics(Attributed attributed, AttributeData tag, Compilation compilation) =>
        attributed.Counted.Length + attributed.Timed.Length + (_symbol is null ? 0 : attributed.InFlight.Length) > 0
        && Taken(attributed, tag, false, true, compilation).Any(static taken => !taken.IsBounded);

    /// <summary>The type of the tag's value, at the end of its path.</summary>
    public ITypeSymbol? TypeOf(AttributeData tag, Compilation compilation) =>
        _type is not null && tag.Named<string>("Path") is { Length: > 0 } path && MemberPath.Resolve(_type, path, compilation, out _, out _) is { IsEmpty: false } members
            ? MemberPath.TypeOf(members[members.Length - 1])
            : _type;

    /// <summary>Why no call of the methods can read the tag.</summary>
    public string WhyUnread(IReadOnlyList<Attributed> methods)
    {
        if (_symbol is IPropertySymbol && methods.All(m => TagParser.WouldAskItself(m.Method, _symbol)))
            return "the accessors that could take it are observed as it is, and would ask each other without end; tag a field";
        return _symbol is { IsStatic: false } and not IParameterSymbol && methods.All(static m => m.Method.IsStatic)
            ? "the instrumented methods are static, and it belongs to an object"
            : "generated code can't read it; make it internal";
    }

    // Where tags go is the parser's to decide: what it leaves out goes nowhere.
    private bool IsTakenBy(Attributed attributed, AttributeData tag, bool hasSpan, bool hasMetrics, Compilation compilation) =>
        Taken(attributed, tag, hasSpan, hasMetrics, compilation).Any();

    private IEnumerable<TagModel> Taken(Attributed attributed, AttributeData tag, bool hasSpan, bool hasMetrics, Compilation compilation)
    {
        var key = tag.NameOr("Key");
        return CallTags.Of(attributed.Method, hasSpan, hasMetrics, compilation)
            .Where(taken => IsOrigin(taken) && (key is null || taken.Key == key));
    }

    private bool IsOrigin(TagModel taken) => _symbol switch
    {
        null => taken.Origin == TagOrigin.Result,
        IParameterSymbol => taken.Origin == TagOrigin.Parameter && taken.Root == Names.Escape(_symbol.Name),
        { IsStatic: true } => taken.Origin == TagOrigin.StaticMember && taken.Root.EndsWith("." + Names.Escape(_symbol.Name), StringComparison.Ordinal),
        _ => taken.Origin == TagOrigin.InstanceMember && taken.Root == Names.Escape(_symbol.Name),
    };
}
