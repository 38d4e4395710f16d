namespace Instrumentation.Context.Carriers;

/// <summary>
/// What a propagator reads from. It is a struct behind an interface, so that our own propagators read a carrier without a delegate, a list
/// of one value and a boxed carrier.
/// </summary>
internal interface IHeaders
{
    /// <summary>A header's value, null if there is none. Several values are one with commas between them, as in HTTP.</summary>
    string? Find(string name);
}
