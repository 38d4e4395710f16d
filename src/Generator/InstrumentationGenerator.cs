using Instrumentation.Generator.Emission;
using Instrumentation.Generator.Emission.Strategies;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Instrumentation.Generator.Parsing.Discovery;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator;

/// <summary>Writes the telemetry that <c>[Traced]</c>, <c>[Counted]</c>, <c>[Timed]</c>, <c>[InFlight]</c> and instruments ask for.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class InstrumentationGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Find, and model. Symbols stop here.
        var project = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (input, _) => ProjectParser.Parse(input.Left, input.Right.GlobalOptions))
            .WithTrackingName(StepNames.Project);

        var surface = context.CompilationProvider
            .Select(static (compilation, cancellation) => Surface.Of(compilation, cancellation).Model)
            .WithTrackingName(StepNames.Surface);

        var calls = context.CompilationProvider.Combine(project)
            .Select(static (input, cancellation) => CallFinder.Find(input.Left, input.Right, cancellation))
            .WithTrackingName(StepNames.Calls);

        var files = calls.SelectMany(static (files, _) => files).WithTrackingName(StepNames.FileCalls);

        var targets = files.Select(static (file, _) => file.Targets).WithTrackingName(StepNames.FileTargets)
            .Collect().Select(static (files, _) => TargetGroups.Distinct(files)).WithTrackingName(StepNames.Targets);

        var holders = targets.Combine(project)
            .SelectMany(static (input, _) => TargetGroups.Holders(input.Left, input.Right.Namespace))
            .WithTrackingName(StepNames.Holders);

        var partials = surface.SelectMany(static (surface, _) => surface.Partials).WithTrackingName(StepNames.Partials);
        var decorators = surface.SelectMany(static (surface, _) => surface.Decorators).WithTrackingName(StepNames.Decorators);
        var instrumentTypes = surface.Select(static (surface, _) => surface.Instruments).WithTrackingName(StepNames.InstrumentTypes);
        var instruments = instrumentTypes.SelectMany(static (types, _) => types).WithTrackingName(StepNames.Instruments);

        var asyncMethods = surface.Select(static (surface, _) => surface.AsyncMethods).WithTrackingName(StepNames.AsyncMethods);
        var asyncHolders = asyncMethods.SelectMany(static (methods, _) => TargetGroups.AsyncHolders(methods)).WithTrackingName(StepNames.AsyncHolders);

        var proof = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ProofOfRun.IsAskedFor(options.GlobalOptions))
            .WithTrackingName(StepNames.Proof);

        // Emit. What user code can see is written while it is typed; what is around its calls, and the search for them, waits for the build.
        context.RegisterSourceOutput(partials.Combine(project), static (output, input) =>
            output.AddSource($"{input.Left.Hint}.Partial.g.cs", PartialStrategy.Emit(input.Left, input.Right.Namespace, input.Right.IsEnabled)));

        context.RegisterSourceOutput(instruments.Combine(project), static (output, input) =>
            output.AddSource($"{input.Left.Hint}.g.cs", InstrumentEmitter.Emit(input.Left, input.Right.Namespace, input.Right.IsEnabled)));

        context.RegisterSourceOutput(decorators.Combine(project), static (output, input) =>
            output.AddSource($"{DecoratorStrategy.Hint(input.Left)}.g.cs", DecoratorStrategy.Emit(input.Left, input.Right.Namespace, input.Right.IsEnabled)));

        context.RegisterSourceOutput(surface.Combine(project), static (output, input) =>
        {
            if (DecoratorRegistration.Emit(input.Left, input.Right.IsEnabled) is { } registration)
                output.AddSource("InstrumentationDecorators.g.cs", registration);
        });

        context.RegisterImplementationSourceOutput(holders, static (output, holder) =>
            output.AddSource($"{holder.Name}.g.cs", HolderEmitter.Emit(holder)));

        context.RegisterImplementationSourceOutput(files.Combine(project), static (output, input) =>
        {
            if (!input.Left.Calls.IsEmpty)
                output.AddSource($"Calls.{input.Left.Hint}.g.cs", InterceptorStrategy.Emit(input.Left, input.Right.Namespace));
        });

        context.RegisterImplementationSourceOutput(asyncHolders.Combine(project), static (output, input) =>
        {
            if (input.Right.IsEnabled)
                output.AddSource($"{input.Left.Name}.g.cs", BuilderStrategy.Emit(input.Left, input.Right.Namespace));
        });

        context.RegisterImplementationSourceOutput(asyncMethods.Combine(project), static (output, input) =>
        {
            if (BuilderStrategy.Register(input.Left, input.Right) is { } registration)
                output.AddSource("InstrumentationAsyncMethods.g.cs", registration);
        });

        context.RegisterImplementationSourceOutput(instrumentTypes.Combine(project), static (output, input) =>
        {
            if (ObservedEmitter.Register(input.Left, input.Right) is { } registration)
                output.AddSource("InstrumentationObservedStatics.g.cs", registration);
        });

        context.RegisterSourceOutput(proof, static (output, isAskedFor) =>
        {
            if (isAskedFor)
                output.AddSource(ProofOfRun.Hint, ProofOfRun.Text);
        });
    }
}
