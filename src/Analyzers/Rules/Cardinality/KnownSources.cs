using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Members, calls and parameters of which it is known what they give: requests' data, moments, hashes, types' names.</summary>
internal static class KnownSources
{
    /// <summary>Of a parameter whose callers are not known.</summary>
    public static Bound Of(IParameterSymbol parameter)
    {
        var bound = TypeBounds.Of(parameter.Type);
        if (bound.Kind != BoundKind.Unknown)
            return bound;
        if (parameter.Type.SpecialType == SpecialType.System_String && parameter.GetAttributes().Any(IsFromRequest))
            return Bound.Unbounded(Evidence.Request, "text from the request");
        return OfName(parameter, parameter.Type);
    }

    /// <summary>Of a member, by its type and its name.</summary>
    public static Bound Of(ISymbol member, bool isOwn)
    {
        var type = TypeOf(member);
        var bound = TypeBounds.Of(type);

        // What a program or an object has for itself is mostly how it was configured.
        if (bound.IsUnbounded && (member.IsStatic || (isOwn && TypeBounds.IsSetting(type))))
            return Bound.Unknown;
        return bound.Kind == BoundKind.Unknown && !member.IsStatic && type is not null ? OfName(member, type) : bound;
    }

    /// <summary>The type of a property or field.</summary>
    public static ITypeSymbol? TypeOf(ISymbol member) => (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;

    /// <summary>Of a property or field that is known by name; null where it is another one.</summary>
    public static Bound? Of(IMemberReferenceOperation reference)
    {
        var (member, type) = (reference.Member, reference.Member.ContainingType);
        return member.Name switch
        {
            "Message" or "StackTrace" when TypeBounds.IsException(type) => Bound.Unbounded(Evidence.Description, member.Name == "Message" ? "an exception's message" : "a stack trace"),
            "StackTrace" when type.Is("System", "Environment") => Bound.Unbounded(Evidence.Description, "a stack trace"),
            "UtcNow" or "Now" or "Today" when type.Is("System", "DateTime") || type.Is("System", "DateTimeOffset") => Bound.Unbounded(Evidence.Type, $"a {type.Name}", member),
            "Name" or "FullName" or "Namespace" or "AssemblyQualifiedName" when type.Is("System", "Type") || type.Is("System.Reflection", "MemberInfo") => Bound.Some,
            "Method" when type.Is("System.Net.Http", "HttpRequestMessage") => Bound.Some,
            "ElapsedMilliseconds" or "ElapsedTicks" when type.Is("System.Diagnostics", "Stopwatch") => Bound.Unbounded(Evidence.Type, "a measured time", member),
            "Ticks" when type.Is("System", "DateTime") || type.Is("System", "DateTimeOffset") || type.Is("System", "TimeSpan") => Bound.Unbounded(Evidence.Type, "a moment or a measured time", member),
            "TickCount" or "TickCount64" when type.Is("System", "Environment") => Bound.Unbounded(Evidence.Type, "a moment", member),
            "Id" or "RootId" or "ParentId" or "TraceStateString" when type.Is("System.Diagnostics", "Activity") => Bound.Unbounded(Evidence.Type, "the id of a trace or span", member),
            "AbsoluteUri" or "OriginalString" or "PathAndQuery" or "AbsolutePath" or "LocalPath" or "Query" or "Fragment" when type.Is("System", "Uri") && !IsSetting(reference.Instance) =>
                Bound.Unbounded(Evidence.Request, "the text of a URI", member),
            _ => IsOfRequest(member, type) ? Bound.Unbounded(Evidence.Request, "data of the request", member) : null,
        };
    }

    /// <summary>Of a call that is known by name; null where it is another one.</summary>
    public static Bound? Of(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        return method.Name switch
        {
            "GetHashCode" when method.ReturnType.SpecialType == SpecialType.System_Int32 => Bound.Unbounded(Evidence.Type, "a hash"),
            "Combine" or "ToHashCode" when type.Is("System", "HashCode") => Bound.Unbounded(Evidence.Type, "a hash"),
            "ToHexString" or "ToHexStringLower" or "ToBase64String" when type.Is("System", "Convert") => Bound.Unbounded(Evidence.Type, "encoded bytes"),
            "Serialize" when type.Is("System.Text.Json", "JsonSerializer") => Bound.Unbounded(Evidence.Description, "the whole of an object as JSON"),
            "GetTimestamp" when type.Is("System.Diagnostics", "Stopwatch") => Bound.Unbounded(Evidence.Type, "a moment", method),
            "Increment" when type.Is("System.Threading", "Interlocked") => Bound.Unbounded(Evidence.Type, "a running number"),
            "GetRandomFileName" or "GetTempFileName" when type.Is("System.IO", "Path") => Bound.Unbounded(Evidence.Type, "a random name", method),
            "FindFirstValue" when type.Name == "PrincipalExtensions" => Bound.Unbounded(Evidence.Request, "a claim of the caller", method),
            "GetType" when method.Parameters.IsEmpty => Bound.Some,
            _ => TypeBounds.Of(method.ReturnType) is { IsUnbounded: true } unbounded ? unbounded.From(method) : null,
        };
    }

    // Text and whole numbers say nothing by themselves; what they are called may.
    private static Bound OfName(ISymbol symbol, ITypeSymbol type) =>
        TypeBounds.Underlying(type) is { SpecialType: SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 } && NameWords.SayUnbounded(symbol.Name)
            ? Bound.Unbounded(Evidence.Name, type.SpecialType == SpecialType.System_String ? "free text" : "a number without limit", symbol)
            : Bound.Unknown;

    private static bool IsOfRequest(ISymbol member, INamedTypeSymbol type) => member.Name switch
    {
        "Path" or "QueryString" or "Query" or "Headers" or "Cookies" or "Form" or "RouteValues" => type.Is("Microsoft.AspNetCore.Http", "HttpRequest"),
        "TraceIdentifier" => type.Is("Microsoft.AspNetCore.Http", "HttpContext"),
        "Value" => type.Is("Microsoft.AspNetCore.Http", "PathString") || type.Is("Microsoft.AspNetCore.Http", "QueryString") || type.Is("System.Security.Claims", "Claim"),
        "this[]" => type.Is("Microsoft.AspNetCore.Http", "IHeaderDictionary") || type.Is("Microsoft.AspNetCore.Http", "IQueryCollection")
            || type.Is("Microsoft.AspNetCore.Http", "IFormCollection") || type.Is("Microsoft.AspNetCore.Http", "IRequestCookieCollection"),
        "Name" => type.Is("System.Security.Principal", "IIdentity") || type.Is("System.Security.Claims", "ClaimsIdentity"),
        "RawUrl" or "UserHostAddress" or "UserAgent" => type.Is("System.Net", "HttpListenerRequest"),
        _ => false,
    };

    private static bool IsFromRequest(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "FromQueryAttribute" or "FromHeaderAttribute" or "FromFormAttribute" or "FromRouteAttribute" } type
        && type.ContainingNamespace.Is("Microsoft.AspNetCore.Mvc");

    // The address that an object has for itself is that of something it was configured for.
    private static bool IsSetting(IOperation? instance) =>
        instance is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation }
        || (instance is IMemberReferenceOperation { Member.ContainingType.Name: var name } && name.EndsWith("Options", StringComparison.Ordinal));
}
