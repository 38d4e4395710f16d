using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads which parameter carries the context of a call.</summary>
internal static class CarrierParser
{
    /// <summary>What carries the context of a call of <paramref name="called"/>, by the attributes on <paramref name="declared"/>; null when nothing does.</summary>
    public static CarrierModel? Parse(IMethodSymbol declared, IMethodSymbol called, Compilation compilation)
    {
        if (declared.Parameters.FirstOrDefault(static p => CarrierEligibility.Of(p) is not null) is not { } parameter)
            return null;

        var carrier = CarrierEligibility.Of(parameter)!;
        if (CarrierEligibility.Check(parameter, carrier, compilation) != CarrierObstacle.None
            || PathParser.Parse(CarrierEligibility.MessageIn(parameter.Type, carrier, compilation) ?? parameter.Type, carrier, compilation, out _, out _) is not { } path)
        {
            return null;
        }

        // Parameters correspond by position: an override may have renamed its own.
        return new CarrierModel(
            Names.Escape(called.Parameters[parameter.Ordinal].Name),
            path,
            carrier.Named("AsLink", false),
            CarrierEligibility.MessageIn(parameter.Type, carrier, compilation) is { } message ? Names.Of(message) : null);
    }
}
