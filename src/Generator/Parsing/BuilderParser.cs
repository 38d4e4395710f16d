using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>
/// Reads an async method that observes itself. What generated code knows of a call comes from the fields of the method's state, which are called
/// what its parameters are.
/// </summary>
internal static class BuilderParser
{
    private const string Any = "object?";

    // Fields of parameters end with an underscore, so that none is called as this one is, or as anything that the observed call inherits.
    private const string Self = "_this";

    public static AsyncMethodModel? Parse(IMethodSymbol method, Compilation compilation)
    {
        if (StrategyChoice.For(method) != Strategy.Builder
            || Attributed.Of(method) is not { } attributed
            || Eligibility.Check(method, Strategy.Builder, compilation) != Obstacle.None)
        {
            return null;
        }

        var inputs = new List<AsyncInputModel>();
        var target = TargetParser.Parse(attributed, method, Strategy.Builder, compilation);
        var tags = target.Tags.Select(tag => Tag(tag, method, inputs, compilation)).OfType<TagModel>().ToEquatableArray();
        var span = target.Span is { Carrier: { } carrier } carrying ? carrying with { Carrier = Carrier(carrier, method, inputs, compilation) } : target.Span;
        var tokens = new List<ParameterModel>();
        foreach (var (parameter, model) in method.Parameters.Zip(target.Method.Parameters, static (p, m) => (p, m)).Where(static p => p.m.IsCancellationToken))
            tokens.Add(model with { Name = Add(inputs, new AsyncInputModel(FieldOf(parameter.Name), model.Type, parameter.Name, null)) });

        var predicate = target.Errors.Predicate;
        if (predicate is { Form: PredicateForm.InstanceMethod })
            Add(inputs, new AsyncInputModel(Self, target.Method.ContainingType, "<>4__this", null));
        return new AsyncMethodModel(
            Names.Reflection(method.ContainingType),
            NameOf(method),
            AsyncBuilder.HasNamesake(method) ? string.Join(";", method.Parameters.Select(static p => ReflectionName(p.Type))) : null,
            inputs.ToEquatableArray(),
            target with
            {
                Span = span,
                Tags = tags,
                Method = target.Method with
                {
                    IsHidden = false,
                    Receiver = predicate is { Form: PredicateForm.InstanceMethod } ? target.Method.Receiver : Receiver.None,
                    TypeParameters = default,
                    OwnArity = 0,
                    Parameters = tokens.ToEquatableArray(),
                    ResultType = ReturnShape.Result(method.ReturnType) is { } result ? TypeOf(result, compilation) : null,
                },
            });
    }

    // A tag of a member is read as one of a parameter is: from a field of the call.
    private static TagModel? Tag(TagModel tag, IMethodSymbol method, List<AsyncInputModel> inputs, Compilation compilation)
    {
        switch (tag.Origin)
        {
            case TagOrigin.Parameter:
                var parameter = method.Parameters.First(p => Names.Escape(p.Name) == tag.Root);
                return Input(tag, FieldOf(parameter.Name), parameter.Type, parameter.Name, null, inputs, compilation);
            case TagOrigin.InstanceMember when method.MethodKind == MethodKind.LocalFunction:
                return null;
            case TagOrigin.InstanceMember:
                var member = TagParser.Members(method, method).First(m => !m.IsStatic && Names.Escape(m.Name) == tag.Root);
                return Input(tag, Self + member.Name, MemberPath.TypeOf(member), "<>4__this/" + member.Name, Names.Reflection(member.ContainingType), inputs, compilation);
            default:
                return tag;
        }
    }

    private static TagModel Input(
        TagModel tag, string field, ITypeSymbol type, string path, string? owner, List<AsyncInputModel> inputs, Compilation compilation)
    {
        var root = Add(inputs, new AsyncInputModel(field, TypeOf(type, tag.Path, compilation), path, owner));
        return tag with { Origin = TagOrigin.Parameter, Root = root, Hidden = null, CanThrow = tag.CanThrow && !tag.Path.IsEmpty };
    }

    private static CarrierModel Carrier(CarrierModel carrier, IMethodSymbol method, List<AsyncInputModel> inputs, Compilation compilation)
    {
        var parameter = method.Parameters.First(p => Names.Escape(p.Name) == carrier.Root);
        var type = carrier.ItemType is not null ? Names.Of(parameter.Type) : TypeOf(parameter.Type, carrier.Path, compilation);
        return carrier with { Root = Add(inputs, new AsyncInputModel(FieldOf(parameter.Name), type, parameter.Name, null)) };
    }

    // What a path starts from has to have its first member.
    private static string TypeOf(ITypeSymbol type, EquatableArray<PathSegment> path, Compilation compilation) =>
        path.IsEmpty ? TypeOf(type, compilation) : Names.Of(AsyncBuilder.TypeWith(type, path[0].Name.TrimStart('@'), compilation)!);

    private static string TypeOf(ITypeSymbol type, Compilation compilation) =>
        AsyncBuilder.CanName(type, compilation) && type.TypeKind != TypeKind.Dynamic ? Names.Of(type) : Any;

    private static string Add(List<AsyncInputModel> inputs, AsyncInputModel input)
    {
        // Tags of several paths share their root; of two types for it the one that can be named has the members.
        var index = inputs.FindIndex(i => i.Path == input.Path);
        if (index < 0)
            inputs.Add(input);
        else if (inputs[index].Type == Any)
            inputs[index] = input;
        return input.Field;
    }

    private static string FieldOf(string parameter) => parameter + "_";

    // The compiler writes no point into the name of a type, which the name of an explicit implementation has.
    private static string NameOf(IMethodSymbol method)
    {
        var member = AsyncBuilder.MemberOf(method);
        var name = member is IMethodSymbol ? member.MetadataName : member.IsStatic ? ".cctor" : ".ctor";
        return method.MethodKind == MethodKind.LocalFunction ? $"{name.Replace('.', '-')}/{method.Name}" : name.Replace('.', '-');
    }

    private static string ReflectionName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{ReflectionName(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        IDynamicTypeSymbol => "System.Object",
        INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } tuple } => ReflectionName(tuple),
        INamedTypeSymbol named => Names.Reflection(named) + Arguments(named),
        _ => type.Name,
    };

    private static string Arguments(INamedTypeSymbol type)
    {
        var arguments = type.SelfAndContaining().Reverse().SelectMany(static t => t.TypeArguments).Select(ReflectionName).ToList();
        return arguments.Count == 0 ? "" : $"[{string.Join(",", arguments)}]";
    }
}
