namespace Instrumentation.Export.Prometheus;

/// <summary>What becomes of names that are more than letters, digits, underscores and colons. Specification: Prometheus, UTF-8 escaping schemes.</summary>
internal enum NameEscaping
{
    /// <summary>Everything else is an underscore.</summary>
    Underscores,

    /// <summary>Dots are <c>_dot_</c>, and an underscore two.</summary>
    Dots,

    /// <summary>Everything else is its code, so that the name can be had back.</summary>
    Values,

    /// <summary>They stay as they are, in quotation marks.</summary>
    AllowUtf8,
}
