using System.Reflection;

namespace Instrumentation.Runtime.Tests.Api;

/// <summary>Types as they are written in C#, without namespaces.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }

    /// <summary>A type with those that it is nested in: <c>Outer.Inner</c>.</summary>
    public static string Nested(Type type) => type.DeclaringType is { } outer ? $"{Nested(outer)}.{Name(type)}" : Name(type);

    /// <summary>A type with the question marks of references that may be null.</summary>
    public static string Nullable(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var name = type switch
        {
            { IsArray: true } => Nullable(info.ElementType!) + "[]",
            { IsGenericType: true } when System.Nullable.GetUnderlyingType(type) is null =>
                $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Nullable))}>",
            _ => Name(type),
        };
        var mayBeNull = !type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable);
        return mayBeNull ? name + "?" : name;
    }

    /// <summary>The constraints of type parameters, with a space before each clause.</summary>
    public static string Constraints(Type[] parameters) => string.Concat(parameters.Select(static parameter =>
    {
        if (!parameter.IsGenericParameter)
            return "";

        var flags = parameter.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> constraints = [];
        if (isStruct)
            constraints.Add("struct");
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Add("class");
        constraints.AddRange(parameter.GetGenericParameterConstraints().Where(static type => type != typeof(ValueType)).Select(Name));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            constraints.Add("new()");
        return constraints.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", constraints)}" : "";
    }));
}
