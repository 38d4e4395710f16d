using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Does as the parent did, so that traces are whole; spans without a parent are decided by another sampler. What counts for each kind of
/// parent can be changed. Specification: Trace SDK, ParentBased.
/// </summary>
public sealed class ParentBasedSampler : Sampler
{
    private static readonly AlwaysOnSampler On = new();
    private static readonly AlwaysOffSampler Off = new();

    private readonly Sampler _root;

    /// <summary>Decides spans without a parent by <paramref name="root"/>.</summary>
    /// <param name="root">Decides spans without a parent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="root"/> is null.</exception>
    public ParentBasedSampler(Sampler root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = root;
    }

    /// <summary>Decides spans whose parent is in another process, and sampled; by default <see cref="AlwaysOnSampler"/>.</summary>
    public Sampler RemoteParentSampled { get; init; } = On;

    /// <summary>Decides spans whose parent is in another process, and not sampled; by default <see cref="AlwaysOffSampler"/>.</summary>
    public Sampler RemoteParentNotSampled { get; init; } = Off;

    /// <summary>Decides spans whose parent is in this process, and sampled; by default <see cref="AlwaysOnSampler"/>.</summary>
    public Sampler LocalParentSampled { get; init; } = On;

    /// <summary>Decides spans whose parent is in this process, and not sampled; by default <see cref="AlwaysOffSampler"/>.</summary>
    public Sampler LocalParentNotSampled { get; init; } = Off;

    /// <inheritdoc/>
    public override string Description =>
        $"ParentBased{{root={_root.Description},remoteParentSampled={RemoteParentSampled.Description},remoteParentNotSampled={RemoteParentNotSampled.Description},"
        + $"localParentSampled={LocalParentSampled.Description},localParentNotSampled={LocalParentNotSampled.Description}}}";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters) => Choose(ParentKinds.Of(parameters.Parent)).ShouldSample(parameters);

    internal override SamplingDecision? DecideQuickly(ParentKind parent, in ActivityCreationOptions<ActivityContext> options) =>
        Choose(parent).DecideQuickly(parent, options);

    private Sampler Choose(ParentKind parent) => parent switch
    {
        ParentKind.None => _root,
        ParentKind.RemoteSampled => RemoteParentSampled,
        ParentKind.RemoteNotSampled => RemoteParentNotSampled,
        ParentKind.LocalSampled => LocalParentSampled,
        _ => LocalParentNotSampled,
    };
}
