using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>Writes the one call that puts every generated decorator of the assembly around the services that are registered.</summary>
internal static class DecoratorRegistration
{
    private const string DependencyInjection = "global::Microsoft.Extensions.DependencyInjection.";

    private const string Decorate = """

        private static void Decorate<TService, TDecorator>(global::Microsoft.Extensions.DependencyInjection.IServiceCollection services, global::System.Func<TService, TDecorator> decorate)
            where TService : class
            where TDecorator : class, TService
        {
            for (var i = services.Count - 1; i >= 0; i--)
            {
                var original = services[i];
                if (original.ServiceType != typeof(TService) || original.IsKeyedService
                    || original.ImplementationInstance is TDecorator || original.ImplementationFactory?.Target is Decoration<TService>)
                {
                    continue;
                }

                services[i] = original.ImplementationInstance is TService instance
                    ? new(typeof(TService), decorate(instance))
                    : new(typeof(TService), new Decoration<TService>(Inner<TService>(services, original), decorate).Create, original.Lifetime);
            }
        }

        // What the container makes it disposes of, and each service once: where the service can be disposed of, the decorator hands that on,
        // and what is inside is made beside the container; elsewhere the original registration lives on under a key of its own.
        private static global::System.Func<global::System.IServiceProvider, object> Inner<TService>(
            global::Microsoft.Extensions.DependencyInjection.IServiceCollection services, global::Microsoft.Extensions.DependencyInjection.ServiceDescriptor original)
            where TService : class
        {
            var factory = original.ImplementationFactory;
            if (typeof(global::System.IDisposable).IsAssignableFrom(typeof(TService)) || typeof(global::System.IAsyncDisposable).IsAssignableFrom(typeof(TService)))
            {
                return factory
                    ?? (provider => global::Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance(provider, original.ImplementationType!));
            }

            var key = new object();
            services.Add(factory is null
                ? new(typeof(TService), key, original.ImplementationType!, original.Lifetime)
                : new(typeof(TService), key, (provider, _) => factory(provider), original.Lifetime));
            return provider => global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<TService>(provider, key);
        }

        private sealed class Decoration<TService>(global::System.Func<global::System.IServiceProvider, object> inner, global::System.Func<TService, TService> decorate)
            where TService : class
        {
            public object Create(global::System.IServiceProvider provider) => decorate((TService)inner(provider));
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
                        code.Line($"Decorate<{decorator.Interface}, {name}>(services, static inner => new {name}(inner));");
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
