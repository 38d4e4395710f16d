using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Members, calls and parameters of which it is known what they give: requests' data, moments, hashes, types' names.</summary>
internal static class KnownSources
{
    private const string Http = "Microsoft.AspNetCore.Http";

    private static readonly ImmutableArray<string> Configuring = ["Options", "Settings", "Configuration", "Config"];

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

    /// <summary>Of a property or field that is known by nothing but its type and its name.</summary>
    public static Bound OfOther(IMemberReferenceOperation reference)
    {
        var (member, type) = (reference.Member, TypeOf(reference.Member));
        var bound = TypeBounds.Of(type);
        if (bound.IsUnbounded && (member.IsStatic || (TypeBounds.IsSetting(type) && IsOwn(reference))))
            return Bound.Unknown;
        return bound.Kind == BoundKind.Unknown && !member.IsStatic && type is not null ? OfName(member, type) : bound;
    }

    /// <summary>The type of a variable, property or field.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>Of a property or field that is known by name; null where it is another one.</summary>
    public static Bound? Of(IMemberReferenceOperation reference)
    {
        var (member, type) = (reference.Member, reference.Member.ContainingType);
        return member.Name switch
        {
            "Message" when TypeBounds.IsException(type) => Bound.Unbounded(Evidence.Description, "an exception's message"),
            "StackTrace" when TypeBounds.IsException(type) || type.Is("System", "Environment") => Bound.Unbounded(Evidence.Description, "a stack trace"),
            "UtcNow" or "Now" or "Today" when IsMoment(type) => Measured($"a {type.Name}"),
            "Name" or "FullName" or "Namespace" or "AssemblyQualifiedName" when type.Is("System", "Type") => Bound.Some,
            "Name" when type.Is("System.Reflection", "MemberInfo") => Bound.Some,
            "Method" when type.Is("System.Net.Http", "HttpRequestMessage") => Bound.Some,
            "ElapsedMilliseconds" or "ElapsedTicks" when type.Is("System.Diagnostics", "Stopwatch") => Measured("a measured time"),
            "Ticks" when IsMoment(type) || type.Is("System", "TimeSpan") => Measured("a moment or a measured time"),
            "TickCount" or "TickCount64" when type.Is("System", "Environment") => Measured("a moment"),
            "Id" or "RootId" or "ParentId" or "TraceStateString" when type.Is("System.Diagnostics", "Activity") => Measured("the id of a trace or span"),
            "AbsoluteUri" or "OriginalString" or "PathAndQuery" or "AbsolutePath" or "LocalPath" or "Query" or "Fragment" when type.Is("System", "Uri") =>
                IsOwn(reference.Instance) ? null : Bound.Unbounded(Evidence.Request, "the text of a URI", member),
            _ => IsOfRequest(member, type) ? Bound.Unbounded(Evidence.Request, "data of the request", member) : null,
        };

        Bound Measured(string what) => Bound.Unbounded(Evidence.Type, what, member);
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
            _ => null,
        };
    }

    // Text and whole numbers say nothing by themselves; what they are called may.
    private static Bound OfName(ISymbol symbol, ITypeSymbol type) =>
        TypeBounds.Underlying(type) is { SpecialType: SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 }
        && NameWords.SayUnbounded(symbol.Name)
            ? Bound.Unbounded(Evidence.Name, type.SpecialType == SpecialType.System_String ? "free text" : "a number without limit", symbol)
            : Bound.Unknown;

    private static bool IsMoment(ITypeSymbol type) => type.Is("System", "DateTime") || type.Is("System", "DateTimeOffset");

    private static bool IsOfRequest(ISymbol member, INamedTypeSymbol type) => member.Name switch
    {
        "Path" or "QueryString" or "Query" or "Headers" or "Cookies" or "Form" or "RouteValues" => type.Is(Http, "HttpRequest"),
        "TraceIdentifier" => type.Is(Http, "HttpContext"),
        "Value" => type.Is(Http, "PathString") || type.Is(Http, "QueryString") || type.Is("System.Security.Claims", "Claim"),
        "this[]" => type.ContainingNamespace.Is(Http)
            && type.Name is "IHeaderDictionary" or "IQueryCollection" or "IFormCollection" or "IRequestCookieCollection",
        "Name" => type.Is("System.Security.Principal", "IIdentity") || type.Is("System.Security.Claims", "ClaimsIdentity"),
        "RawUrl" or "UserHostAddress" or "UserAgent" => type.Is("System.Net", "HttpListenerRequest"),
        _ => false,
    };

    private static bool IsFromRequest(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "FromQueryAttribute" or "FromHeaderAttribute" or "FromFormAttribute" or "FromRouteAttribute" } type
        && type.ContainingNamespace.Is("Microsoft.AspNetCore.Mvc");

    /// <summary>Whether the value is what an object or the program has for itself, or among its options: it is how that was configured.</summary>
    public static bool IsOwn(IOperation? value) => value switch
    {
        null or IInstanceReferenceOperation => true,
        IMemberReferenceOperation { Member.ContainingType.Name: var name } when Configuring.Any(w => name.EndsWith(w, StringComparison.Ordinal)) => true,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: var instance } => IsOwn(instance),
        IConversionOperation conversion => IsOwn(conversion.Operand),
        _ => false,
    };
}
