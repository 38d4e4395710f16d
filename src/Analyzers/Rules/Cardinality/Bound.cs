using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What is known of the number of a value's values.</summary>
internal enum BoundKind
{
    /// <summary>Nothing: rules have nothing to say.</summary>
    Unknown,

    /// <summary>The program bounds them: constants, an enumeration, a check.</summary>
    Bounded,

    /// <summary>There are as many as there are users, requests, moments.</summary>
    Unbounded,
}

/// <summary>Why a value is unbounded, the strongest reason last.</summary>
internal enum Evidence
{
    /// <summary>The parameter or member that it comes from is called like something that there is a lot of.</summary>
    Name,

    /// <summary>It is text that is put together from several values.</summary>
    Composed,

    /// <summary>It is text that describes a failure, or a whole object, for people.</summary>
    Description,

    /// <summary>It was read from a request.</summary>
    Request,

    /// <summary>Its type, or what it is computed by, says so.</summary>
    Type,
}

/// <summary>How many values a value can have, as far as its origin tells.</summary>
internal sealed class Bound
{
    /// <summary>Nothing is known.</summary>
    public static readonly Bound Unknown = new(BoundKind.Unknown);

    /// <summary>No value at all, of a branch that throws: it adds nothing to others.</summary>
    public static readonly Bound None = Values(0);

    /// <summary>A number of values that the program bounds, and that isn't counted.</summary>
    public static readonly Bound Some = new(BoundKind.Bounded);

    private Bound(BoundKind kind, int? count = null) => (Kind, Count) = (kind, count);

    private Bound(Evidence evidence, string what, ISymbol? origin) => (Kind, Evidence, What, Origin) = (BoundKind.Unbounded, evidence, what, origin);

    public BoundKind Kind { get; }

    /// <summary>How many values there are, of a bounded value; null where they were not counted.</summary>
    public int? Count { get; }

    public Evidence Evidence { get; }

    /// <summary>What an unbounded value is, for people: <c>a Guid</c>.</summary>
    public string What { get; } = "";

    /// <summary>The parameter or member that an unbounded value comes from, if it was followed that far.</summary>
    public ISymbol? Origin { get; }

    public bool IsBounded => Kind == BoundKind.Bounded;

    public bool IsUnbounded => Kind == BoundKind.Unbounded;

    public static Bound Values(int count) => new(BoundKind.Bounded, count);

    public static Bound Unbounded(Evidence evidence, string what, ISymbol? origin = null) => new(evidence, what, origin);

    /// <summary>The same, where an unbounded value has no origin yet: it comes from there.</summary>
    public Bound From(ISymbol origin) => IsUnbounded && Origin is null ? Unbounded(Evidence, What, origin) : this;

    /// <summary>Of a value that is one of these: each can be it, so that the worst decides.</summary>
    public static Bound AnyOf(IEnumerable<Bound> bounds)
    {
        var all = bounds.ToImmutableArray();
        if (all.Where(static b => b.IsUnbounded).OrderByDescending(static b => b.Evidence).FirstOrDefault() is { } unbounded)
            return unbounded;
        return all.All(static b => b.IsBounded) ? Counted(all, static (sum, n) => sum + n, 0) : Unknown;
    }

    /// <summary>Of a value that is made of all of these: where each is bounded, so are their combinations.</summary>
    public static Bound AllOf(IEnumerable<Bound> bounds)
    {
        var all = bounds.ToImmutableArray();
        var worst = AnyOf(all);
        return worst.IsBounded ? Counted(all, static (product, n) => product * n, 1) : worst;
    }

    private static Bound Counted(ImmutableArray<Bound> bounds, Func<long, int, long> combine, long start)
    {
        var count = start;
        foreach (var bound in bounds)
        {
            if (bound.Count is not { } values)
                return Some;
            count = Math.Min(int.MaxValue, combine(count, values));
        }

        return Values((int)count);
    }
}
