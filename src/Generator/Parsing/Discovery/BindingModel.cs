using System;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing.Discovery;

/// <summary>
/// The semantic model that calls are bound with. What a call binds to does not depend on nullability, and analysing it would bind the whole
/// body around each call: more than nine tenths of the time.
/// </summary>
internal static class BindingModel
{
    public static SemanticModel Of(SyntaxTree tree, Compilation compilation)
    {
        try
        {
            return WithoutNullability(tree, compilation);
        }
        catch (MissingMethodException)
        {
            // The option is marked as experimental: a compiler without it is slower and no less right.
            return compilation.GetSemanticModel(tree);
        }
    }

#pragma warning disable RSEXPERIMENTAL001 // In all versions since 4.8, and guarded above.
    // A method of its own, for one that calls what is missing fails as a whole.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel WithoutNullability(SyntaxTree tree, Compilation compilation) =>
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
