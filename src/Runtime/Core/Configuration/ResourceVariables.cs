using System.Globalization;
using System.Text;
using Instrumentation.Diagnostics;
using Instrumentation.Resources;

namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_RESOURCE_ATTRIBUTES</c> and <c>OTEL_SERVICE_NAME</c>, which wins over the name that the former gives.</summary>
internal static class ResourceVariables
{
    private const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What they say, the one that wins last.</summary>
    public static IEnumerable<Resource> Read(Machine machine)
    {
        var attributes = Resource.Create(Parse(machine.Variable(Attributes) ?? ""));
        return machine.Variable(ServiceName) is { } name
            ? [attributes, Resource.Create([new(SemanticConventions.Service.Name, name)])]
            : [attributes];
    }

    /// <summary>
    /// A list of pairs, each <c>key=value</c> with percent-encoded octets of UTF-8. If one can't be read, the specification drops them all.
    /// </summary>
    private static List<KeyValuePair<string, object>> Parse(string text)
    {
        List<KeyValuePair<string, object>> attributes = [];
        var pairs = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Split('=', 2, StringSplitOptions.TrimEntries) is not [var encodedKey, var encodedValue]
                || !TryDecode(encodedKey, out var key)
                || string.IsNullOrWhiteSpace(key))
            {
                Faults.Warn(FormattableString.Invariant($"{Attributes} is no list of key=value: number {i + 1} is none. All of it is ignored."));
                return [];
            }

            if (!TryDecode(encodedValue, out var value))
            {
                Faults.Warn($"{Attributes} has a value that is not percent-encoded UTF-8, that of {key}. All of it is ignored.");
                return [];
            }

            // A service without a name has the one by default.
            if (key != SemanticConventions.Service.Name || value.Length > 0)
                attributes.Add(new(key, value));
        }

        return attributes;
    }

    private static bool TryDecode(string text, out string decoded)
    {
        decoded = text;
        if (!text.Contains('%', StringComparison.Ordinal))
            return true;

        try
        {
            var octets = Utf8.GetBytes(text);
            var count = 0;
            for (var i = 0; i < octets.Length; i++, count++)
            {
                octets[count] = octets[i];
                if (octets[i] != '%')
                    continue;
                if (i + 2 >= octets.Length || !TryParseHex(octets.AsSpan(i + 1, 2), out octets[count]))
                    return false;

                i += 2;
            }

            decoded = Utf8.GetString(octets, 0, count);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out byte octet) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);
}
