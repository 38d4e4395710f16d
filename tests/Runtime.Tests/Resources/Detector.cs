using Instrumentation.Resources;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>A detector that does what a test says.</summary>
internal sealed class Detector(string name, Func<CancellationToken, ValueTask<Resource>> detect) : IResourceDetector
{
    public override string ToString() => name;

    public ValueTask<Resource> DetectAsync(CancellationToken cancellationToken) => detect(cancellationToken);
}
