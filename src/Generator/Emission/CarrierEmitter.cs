using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes how what came with a message is read, before the span is started.</summary>
internal sealed class CarrierEmitter(CodeWriter code, TargetModel target, BodyNames names)
{
    public const string Type = Code.Instruments + "CarriedContext";

    /// <summary>What came with a message, as the last argument of the call that starts the span.</summary>
    public static string Argument(SpanModel span, BodyNames names) => span.Carrier is null ? "" : ", in " + names.Carried;

    /// <summary>The variable that it is read into.</summary>
    public void Declare() => code.Line($"var {names.Carried} = default({Type});");

    /// <summary>Reads it. Members and enumerators are user code: what they throw is told, and never reaches the caller.</summary>
    public void Read(CarrierModel carrier)
    {
        using (code.Open("try"))
        {
            if (carrier.ItemType is { } type)
                code.Line($"foreach (var {names.Item} in (global::System.Collections.Generic.IEnumerable<{type}>){carrier.Root} ?? [])").Indented(Take(carrier, names.Item));
            else
                code.Line(Take(carrier, carrier.Root));
        }

        code.Report($"reading the carrier of {target.Display}", names.Fault);
    }

    private string Take(CarrierModel carrier, string root) =>
        $"{names.Carried}.{(carrier.AsLink ? "AddLink" : "TakeParent")}({root}{Code.Path(carrier.Path)});";
}
