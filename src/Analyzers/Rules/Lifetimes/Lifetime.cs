using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What becomes of a value on the paths that lead on from one point.</summary>
internal sealed class Lifetime(OwnedValue value)
{
    public OwnedValue Value => value;

    /// <summary>The first local variable that the value is in; null where it is in none.</summary>
    public ILocalSymbol? Variable { get; set; }

    /// <summary>Whether the value is returned, stored, passed on, or left to a lambda: to end it may be somebody else's business.</summary>
    public bool MovesOn { get; set; }

    /// <summary>Where the method gives the value to its caller.</summary>
    public List<IOperation> Returns { get; } = [];

    /// <summary>What ends it.</summary>
    public List<IOperation> Ends { get; } = [];

    /// <summary>Whether it is ended where exceptions lead too: in a <c>finally</c> or a <c>catch</c>.</summary>
    public bool EndsInHandler { get; set; }

    /// <summary>The paths that leave it open.</summary>
    public List<Leak> Leaks { get; } = [];

    /// <summary>The calls that are made on it, or as extensions of it.</summary>
    public List<IInvocationOperation> Calls { get; } = [];

    /// <summary>Where it is used as if it were not null, and may be null.</summary>
    public List<IOperation> Dereferences { get; } = [];

    /// <summary>Where an iterator hands out an element while it is open.</summary>
    public List<IOperation> Yields { get; } = [];

    /// <summary>What a method returns while leaving ends the value.</summary>
    public List<IOperation> ReturnedInside { get; } = [];

    /// <summary>Where an exception is caught while the value is open.</summary>
    public List<Handler> Handlers { get; } = [];

    /// <summary>Whether an exception is thrown, again or anew.</summary>
    public bool Throws { get; set; }
}

/// <summary>How a path leaves a value open.</summary>
internal enum LeakKind
{
    /// <summary>It runs to the end of the method.</summary>
    Leaves,

    /// <summary>The same, because something throws.</summary>
    Throws,

    /// <summary>It comes back to the start.</summary>
    ComesRound,

    /// <summary>The caller stops to ask for elements.</summary>
    Abandoned,
}

/// <summary>A path that leaves a value open.</summary>
internal readonly struct Leak(LeakKind kind, IOperation? at)
{
    public LeakKind Kind => kind;

    /// <summary>The operation that takes that path; null at the end of the method.</summary>
    public IOperation? At => at;
}

/// <summary>A <c>catch</c> that is reached while a value is open.</summary>
internal sealed class Handler(CatchClauseSyntax clause, BasicBlock first, ValueState state)
{
    public CatchClauseSyntax Clause => clause;

    public BasicBlock First => first;

    public ValueState State => state;
}
