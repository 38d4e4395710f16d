namespace Instrumentation.Resources.Detectors;

/// <summary>Ids in lower-case hexadecimal digits.</summary>
internal static class HexText
{
    // A loop: what the platform has for long texts is compiled anew for these short ones, while the program starts.
    public static bool Is(ReadOnlySpan<char> text, int length)
    {
        if (text.Length != length)
            return false;

        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigitLower(digit))
                return false;
        }

        return true;
    }
}
