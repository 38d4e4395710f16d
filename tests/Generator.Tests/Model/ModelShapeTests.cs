using System.Reflection;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Tests.Model;

/// <summary>The model is plain data: whatever held a symbol would keep a compilation alive and re-run everything at each key press.</summary>
public sealed class ModelShapeTests
{
    private static readonly Type[] Models = [.. typeof(TargetModel).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(TargetModel).Namespace && t is { IsEnum: false, IsAbstract: false } && !t.Name.Contains('<', StringComparison.Ordinal))];

    [Fact]
    public void There_is_a_model() => Assert.Contains(typeof(TargetModel), Models);

    [Fact]
    public void Every_member_is_a_string_a_number_a_boolean_an_enum_or_another_model()
    {
        var odd = Models.Where(t => t != typeof(EquatableArray<>))
            .SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => !IsPlain(f.FieldType))
            .Select(f => $"{f.DeclaringType!.Name}.{f.Name}: {f.FieldType}");

        Assert.Empty(odd);
    }

    [Fact]
    public void Every_model_is_equal_by_value()
    {
        var identities = Models.Where(t => t != typeof(EquatableArray<>))
            .Where(t => !t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>)));

        Assert.Empty(identities);
    }

    [Fact]
    public void Equal_arrays_are_equal_and_others_are_not()
    {
        Assert.Equal(new[] { "a", "b" }.ToEquatableArray(), new[] { "a", "b" }.ToEquatableArray());
        Assert.Equal(new[] { "a", "b" }.ToEquatableArray().GetHashCode(), new[] { "a", "b" }.ToEquatableArray().GetHashCode());
        Assert.NotEqual(new[] { "a", "b" }.ToEquatableArray(), new[] { "b", "a" }.ToEquatableArray());
        Assert.NotEqual(new[] { "a" }.ToEquatableArray(), new[] { "a", "b" }.ToEquatableArray());
        Assert.True(default(EquatableArray<string>) == Array.Empty<string>().ToEquatableArray());
    }

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            return IsPlain(type.GetGenericArguments()[0]);
        return type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(double) || type.IsEnum || Models.Contains(type);
    }
}
