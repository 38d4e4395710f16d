namespace Instrumentation.Analyzers;

/// <summary>The rules' categories, one for each hundred of ids.</summary>
public static class Category
{
    public const string Attributes = "Attributes";
    public const string Metrics = "Metrics";
    public const string Tracing = "Tracing";
    public const string Naming = "Naming";
    public const string Privacy = "Privacy";
}
