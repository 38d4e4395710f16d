using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>An instrumentation package as others write them: it knows nothing but OpenTelemetry's API.</summary>
internal sealed class LibraryInstrumentation : IDisposable
{
    public ActivitySource Source { get; } = new("Some.Library");

    public ActivitySource Deferred { get; } = new("Some.Library.Deferred");

    public bool IsMade { get; private set; }

    public bool IsDisposed { get; private set; }

    public LibraryInstrumentation Make()
    {
        IsMade = true;
        return this;
    }

    public void Dispose()
    {
        IsDisposed = true;
        Source.Dispose();
        Deferred.Dispose();
    }
}

internal static class LibraryInstrumentationExtensions
{
    public static TracerProviderBuilder AddLibraryInstrumentation(this TracerProviderBuilder builder, LibraryInstrumentation library)
    {
        builder.AddSource(library.Source.Name).AddInstrumentation(library.Make);
        return ((IDeferredTracerProviderBuilder)builder).Configure((services, deferred) =>
        {
            Assert.Null(services.GetService(typeof(LibraryInstrumentation)));
            deferred.AddSource(library.Deferred.Name);
        });
    }
}
