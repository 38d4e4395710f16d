using System.Globalization;
using Instrumentation.Diagnostics;

namespace Instrumentation.Configuration;

/// <summary>Reads single variables of the environment: an empty one says nothing, a bad one is told of and ignored.</summary>
internal static class Variables
{
    public static string? Text(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;

    public static bool Flag(string variable)
    {
        var value = Text(variable);
        if (value is null || value.Equals("false", StringComparison.OrdinalIgnoreCase))
            return false;
        if (value.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;

        Faults.Warn($"{variable} is neither true nor false; it counts as false.");
        return false;
    }

    public static int Number(string variable, int byDefault, string what, int minimum = 1, int maximum = int.MaxValue)
    {
        if (Text(variable) is not { } value)
            return byDefault;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;

        Faults.Warn(FormattableString.Invariant($"{variable} is no {what}; {byDefault} is used."));
        return byDefault;
    }

    public static int Milliseconds(string variable, int byDefault, int minimum = 1) =>
        Number(variable, byDefault, minimum == 0 ? "whole number of milliseconds" : "whole number of milliseconds above 0", minimum);

    public static int Count(string variable, int byDefault, int maximum) =>
        Number(variable, byDefault, FormattableString.Invariant($"whole number from 1 to {maximum}"), maximum: maximum);
}
