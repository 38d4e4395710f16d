namespace Instrumentation.Metrics;

/// <summary>Which measurements may become exemplars. Specification: Metrics SDK, ExemplarFilter.</summary>
public enum ExemplarFilter
{
    /// <summary>Those that are made in a sampled span: <c>trace_based</c>, the default.</summary>
    TraceBased,

    /// <summary>All: <c>always_on</c>.</summary>
    AlwaysOn,

    /// <summary>None, at no cost: <c>always_off</c>.</summary>
    AlwaysOff,
}
