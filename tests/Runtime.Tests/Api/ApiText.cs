using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Instrumentation.Runtime.Tests.Api;

/// <summary>The public surface as text: a line for each type and each of its members, sorted, with nullability.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static NullabilityInfoContext Nullability => new();

    public static List<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal).SelectMany(Of)];

    public static IEnumerable<string> Of(Type type)
    {
        var name = $"{type.Namespace}.{TypeText.Nested(type)}";
        return type.IsEnum
            ? [$"enum {name} : {TypeText.Name(type.GetEnumUnderlyingType())}", .. EnumMembers(type, name)]
            : [TypeLine(type, name), .. Members(type, name)];
    }

    private static IEnumerable<string> Members(Type type, string name) =>
        type.GetMembers(Declared).Select(member => Member(member, name)).OfType<string>().Order(StringComparer.Ordinal);

    private static IEnumerable<string> EnumMembers(Type type, string name) => Enum.GetNames(type).Select(member => string.Create(
        CultureInfo.InvariantCulture, $"{name}.{member} = {Convert.ToInt64(Enum.Parse(type, member), CultureInfo.InvariantCulture)}"));

    private static string TypeLine(Type type, string name)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases.Add(TypeText.Name(parent));
        var own = type.GetInterfaces().Except(inherited).Where(static type => type.IsVisible);
        bases.AddRange(own.Select(TypeText.Name).Order(StringComparer.Ordinal));
        var list = bases.Count > 0 ? " : " + string.Join(", ", bases) : "";
        return $"{Kind(type)} {name}{list}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsValueType ? type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string? Member(MemberInfo member, string type) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic =>
            $"{Modifiers(constructor)}{type}.{Short(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !IsAccessor(method) => Method(method, type),
        PropertyInfo property => Property(property, type),
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Field(field, type),
        EventInfo declared when IsVisible(declared.AddMethod!) =>
            $"{Modifiers(declared.AddMethod!)}event {type}.{declared.Name} -> {TypeText.Nullable(Nullability.Create(declared))}",
        _ => null,
    };

    private static string Method(MethodInfo method, string type)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Name))}>" : "";
        var result = TypeText.Nullable(Nullability.Create(method.ReturnParameter));
        var constraints = method.GetBaseDefinition() == method ? TypeText.Constraints(method.GetGenericArguments()) : "";
        return $"{Modifiers(method)}{type}.{method.Name}{generic}({Parameters(method)}) -> {result}{constraints}";
    }

    private static string? Property(PropertyInfo property, string type)
    {
        var visible = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible);
        var widest = visible.OrderByDescending(static accessor => accessor.IsPublic).FirstOrDefault();
        if (widest is null)
            return null;

        var accessors = new[] { (property.GetMethod, "get"), (property.SetMethod, IsInit(property.SetMethod) ? "init" : "set") }
            .Where(static accessor => accessor.Item1 is not null && IsVisible(accessor.Item1))
            .Select(accessor => (accessor.Item1!.IsPublic == widest.IsPublic ? "" : "protected ") + accessor.Item2 + ";");
        var index = string.Join(", ", property.GetIndexParameters().Select(Parameter));
        var name = index.Length > 0 ? $"this[{index}]" : property.Name;
        return $"{Modifiers(widest)}{type}.{name} {{ {string.Join(' ', accessors)} }} -> {TypeText.Nullable(Nullability.Create(property))}";
    }

    private static string Field(FieldInfo field, string type)
    {
        var modifiers = (field.IsPublic ? "" : "protected ") + (field.IsLiteral ? "const " : field.IsStatic ? "static " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return $"{modifiers}{type}.{field.Name}{value} -> {TypeText.Nullable(Nullability.Create(field))}";
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo? setter) =>
        setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        if (method.IsStatic)
            return access + "static ";
        if (method.IsAbstract && !method.DeclaringType!.IsInterface)
            return access + "abstract ";
        if (method is MethodInfo info && method.IsVirtual && info.GetBaseDefinition().DeclaringType != method.DeclaringType)
            return access + "override ";

        // A member that an overriding one of a narrower type hides has a slot of its own in metadata.
        if (method.IsDefined(typeof(PreserveBaseOverridesAttribute)))
            return access + "override ";
        return access + (method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsInterface ? "virtual " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : "";
        var byDefault = parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue) : "";
        return $"{prefix}{TypeText.Nullable(Nullability.Create(parameter))} {parameter.Name}{byDefault}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Short(Type type) => type.Name.Split('`')[0];
}
