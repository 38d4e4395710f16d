using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>
/// Reaches calls where they stand. For each target that a file calls there is one method that bears the places of the calls and forwards;
/// it is written anew at every edit of the file, since a place carries a checksum of the whole file, and so it is thin.
/// </summary>
internal static class InterceptorStrategy
{
    // Each file declares the attribute for itself, and to find one's own among them all takes the compiler a look at each: once a file, and not once a call.
    private const string Alias = "using InterceptsLocation = global::System.Runtime.CompilerServices.InterceptsLocationAttribute;";

    // It intercepts without being kept in metadata: the symbol that would keep it is defined nowhere.
    private const string Attribute = """
        namespace System.Runtime.CompilerServices
        {
            [global::System.Diagnostics.Conditional("INSTRUMENTATION_KEEPS_LOCATIONS")]
            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            file sealed class InterceptsLocationAttribute : global::System.Attribute
            {
                public InterceptsLocationAttribute(int version, string data)
                {
                }
            }
        }
        """;

    public static string Emit(FileCalls file, string @namespace)
    {
        var code = new CodeWriter().Lines(Code.Header).Line().Line(Alias).Line().Lines(Attribute).Line();
        using (code.Open($"namespace {@namespace}"))
        {
            code.Lines(Code.ClassAttributes);
            using (code.Open("file static class Interceptors"))
            {
                for (var i = 0; i < file.Calls.Count; i++)
                {
                    if (i > 0)
                        code.Line();
                    Interceptor(code, file.Calls[i], @namespace);
                }
            }
        }

        return code.ToString();
    }

    private static void Interceptor(CodeWriter code, TargetCalls calls, string @namespace)
    {
        var target = calls.Target;
        var method = target.Method;
        var place = BodyPlace.InHolder(target);
        var typeArguments = Code.TypeArguments(method.TypeParameters);

        code.Line($"// {target.Display}");
        foreach (var site in calls.Sites)
            code.Line($"[InterceptsLocation({site.Version}, {Code.Literal(site.Data)})] // {site.Display}");

        var parameters = method.Parameters.Select((p, i) => Code.Declaration(p, i == 0 && method.IsExtension ? "this " : ""));
        if (place.SelfParameter is { } self)
            parameters = parameters.Prepend("this " + self);

        var arguments = method.Parameters.Select(Code.Argument);
        if (place.SelfParameter is not null)
            arguments = arguments.Prepend(Code.ReceiverArgument(method, place.Self));

        code.Line(Code.Inline);
        code.Line($"internal static {Code.Unsafe(method)}{method.ReturnType} {target.Holder}_{target.Member}{typeArguments}({Code.List(parameters)}){Code.Constraints(method.TypeParameters)} =>");
        code.Indented($"{Code.ByReference(method.ReturnType)}global::{@namespace}.{Code.Identifier(target.Holder)}.{Code.Identifier(target.Member)}{typeArguments}({Code.List(arguments)});");
    }
}
