using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>Writes the one call that puts every generated decorator of the assembly around the services that are registered.</summary>
internal static class DecoratorRegistration
{
    private const string DependencyInjection = "global::Microsoft.Extensions.DependencyInjection.";

    private const string Decorate = """

        // The original registration lives on under a key of its own, so that the container disposes of what it makes.
        private static void Decorate<TService>(global::Microsoft.Extensions.DependencyInjection.IServiceCollection services, global::System.Func<TService, TService> decorate)
            where TService : class
        {
            for (var i = services.Count - 1; i >= 0; i--)
            {
                var original = services[i];
                if (original.ServiceType != typeof(TService) || original.IsKeyedService || original.ImplementationFactory?.Target is Decoration<TService>)
                    continue;

                var key = new Decoration<TService>(decorate);
                services.Add(
                    original.ImplementationInstance is { } instance ? new(typeof(TService), key, instance)
                    : original.ImplementationFactory is { } factory ? new(typeof(TService), key, (provider, _) => factory(provider), original.Lifetime)
                    : new(typeof(TService), key, original.ImplementationType!, original.Lifetime));
                services[i] = new(typeof(TService), key.Create, original.Lifetime);
            }
        }

        private sealed class Decoration<TService>(global::System.Func<TService, TService> decorate)
            where TService : class
        {
            public object Create(global::System.IServiceProvider provider) =>
                decorate(global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<TService>(provider, this));
        }
        """;

    /// <summary>Null when there is nothing to register: an open generic decorator has no factory.</summary>
    public static string? Emit(SurfaceModel surface, bool isEnabled)
    {
        var closed = surface.Decorators.Where(static d => d.TypeParameters.IsEmpty).ToList();
        if (closed.Count == 0 || !surface.HasDependencyInjection)
            return null;

        var code = new CodeWriter().Lines(Code.Header).Line();
        using (code.Open("namespace Microsoft.Extensions.DependencyInjection"))
        {
            code.Line("/// <summary>Registers the decorators that were generated in this assembly.</summary>").Lines(Code.ClassAttributes);
            using (code.Open("internal static class InstrumentationDecorators"))
            {
                code.Line("/// <summary>");
                code.Line("/// Puts a decorator around each registered service whose interface bears <c>[Traced(Decorate = true)]</c>. Call it after the");
                code.Line("/// registrations; keyed services are left as they are.");
                code.Line("/// </summary>");
                using (code.Open($"internal static {DependencyInjection}IServiceCollection AddInstrumentationDecorators(this {DependencyInjection}IServiceCollection services)"))
                {
                    foreach (var decorator in isEnabled ? closed : [])
                    {
                        var name = decorator.Namespace.Length == 0 ? "global::" + decorator.Name : $"global::{decorator.Namespace}.{decorator.Name}";
                        code.Line($"Decorate<{decorator.Interface}>(services, static inner => new {name}(inner));");
                    }

                    code.Line("return services;");
                }

                if (isEnabled)
                    code.Lines(Decorate);
            }
        }

        return code.ToString();
    }
}
