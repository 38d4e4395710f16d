namespace Instrumentation.Export;

/// <summary>What becomes of the metrics that were pushed before with the same key.</summary>
public enum PrometheusPushMethod
{
    /// <summary>All are replaced: <c>PUT</c>.</summary>
    Put,

    /// <summary>Those of the same name are replaced: <c>POST</c>.</summary>
    Post,
}
