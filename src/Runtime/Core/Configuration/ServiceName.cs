namespace Instrumentation.Configuration;

/// <summary><c>OTEL_SERVICE_NAME</c>, or <c>service.name</c> in <c>OTEL_RESOURCE_ATTRIBUTES</c>, or the specification's name for a service without one.</summary>
internal static class ServiceName
{
    private const string Attribute = "service.name=";

    public static string Read() => Variables.Text("OTEL_SERVICE_NAME") ?? OfAttributes() ?? $"unknown_service:{AppDomain.CurrentDomain.FriendlyName}";

    private static string? OfAttributes()
    {
        foreach (var attribute in (Variables.Text("OTEL_RESOURCE_ATTRIBUTES") ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (attribute.StartsWith(Attribute, StringComparison.Ordinal) && attribute.Length > Attribute.Length)
                return Uri.UnescapeDataString(attribute[Attribute.Length..]);
        }

        return null;
    }
}
