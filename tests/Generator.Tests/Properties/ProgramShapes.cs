using FsCheck;
using FsCheck.Fluent;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>Draws programs, and makes those smaller that failed.</summary>
internal static class ProgramShapes
{
    private static readonly Gen<ParameterShape> Parameter =
        from type in Gen.Choose(0, ParameterTypes.All.Count - 1)
        from pass in Gen.Frequency((4, Gen.Constant(Pass.Value)), (6, Gen.Elements(Enum.GetValues<Pass>())))
        from tag in Gen.Elements(true, false)
        select new ParameterShape(type, pass, tag);

    private static readonly Gen<MethodShape> Method =
        from access in Gen.Frequency((5, Gen.Constant(Access.Public)), (1, Gen.Constant(Access.Internal)), (2, Gen.Constant(Access.Private)))
        from place in Gen.Frequency((4, Gen.Constant(Place.Instance)), (2, Gen.Constant(Place.Static)), (1, Gen.Elements(Place.Extension, Place.ExtensionBlock)))
        from returns in Gen.Elements(Enum.GetValues<Returns>())
        from generic in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isAsync in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from name in Gen.Choose(0, 7)
        from parameterCount in Gen.Choose(0, 5)
        from parameters in Gen.ListOf(Parameter, parameterCount)
        from stepCount in Gen.Choose(0, 5)
        from steps in Gen.ListOf(Gen.Elements(Enum.GetValues<Step>()), stepCount)
        select new MethodShape(access, place, returns, generic, isAsync, name, [.. parameters], [.. steps]);

    private static readonly Gen<CallShape> Call =
        from method in Gen.Choose(0, 5)
        from form in Gen.Frequency((2, Gen.Constant(Form.Plain)), (5, Gen.Elements(Enum.GetValues<Form>())))
        from receiver in Gen.Elements(Enum.GetValues<Receiver>())
        select new CallShape(method, form, receiver);

    private static readonly Gen<ProgramShape> Program =
        from kind in Gen.Elements(Enum.GetValues<TypeKind>())
        from typeParameter in Gen.Frequency((3, Gen.Constant(TypeParameterKind.None)), (2, Gen.Elements(Enum.GetValues<TypeParameterKind>())))
        from nesting in Gen.Frequency((4, Gen.Constant(Nesting.None)), (2, Gen.Elements(Enum.GetValues<Nesting>())))
        from methodCount in Gen.Choose(1, 4)
        from methods in Gen.ListOf(Method, methodCount)
        from callCount in Gen.Choose(2, 8)
        from calls in Gen.ListOf(Call, callCount)
        select new ProgramShape(kind, typeParameter, nesting, [.. methods], [.. calls]);

    /// <summary>Several programs, which are compiled together since most of a compilation's time is its start.</summary>
    public static Arbitrary<ProgramShape[]> Batches(int size) => Arb.From(Gen.ArrayOf(Program, size), Smaller);

    /// <summary>A batch shrinks to one of its programs; a program to one that lacks a part, or has the simplest value somewhere.</summary>
    private static IEnumerable<ProgramShape[]> Smaller(ProgramShape[] batch) => batch.Length > 1
        ? new[] { batch[..(batch.Length / 2)], batch[(batch.Length / 2)..] }
        : Smaller(batch[0]).Select(static program => new[] { program });

    private static IEnumerable<ProgramShape> Smaller(ProgramShape p)
    {
        foreach (var calls in Without(p.Calls))
            yield return p with { Calls = calls };
        foreach (var methods in Without(p.Methods).Where(static m => m.Count > 0))
            yield return p with { Methods = methods };
        if (p.Kind != TypeKind.Class)
            yield return p with { Kind = TypeKind.Class };
        if (p.TypeParameter != TypeParameterKind.None)
            yield return p with { TypeParameter = TypeParameterKind.None };
        if (p.Nesting != Nesting.None)
            yield return p with { Nesting = Nesting.None };
        foreach (var methods in OneSmaller(p.Methods, Smaller))
            yield return p with { Methods = methods };
        foreach (var calls in OneSmaller(p.Calls, Smaller))
            yield return p with { Calls = calls };
    }

    private static IEnumerable<MethodShape> Smaller(MethodShape m)
    {
        foreach (var parameters in Without(m.Parameters))
            yield return m with { Parameters = parameters };
        foreach (var steps in Without(m.Steps))
            yield return m with { Steps = steps };
        if (m.Access != Access.Public)
            yield return m with { Access = Access.Public };
        if (m.Place != Place.Instance)
            yield return m with { Place = Place.Instance };
        if (m.Returns != Returns.Void)
            yield return m with { Returns = Returns.Void };
        if (m.HasOwnTypeParameter)
            yield return m with { HasOwnTypeParameter = false };
        if (m.Name != 0)
            yield return m with { Name = 0 };
        foreach (var parameters in OneSmaller(m.Parameters, Smaller))
            yield return m with { Parameters = parameters };
    }

    private static IEnumerable<ParameterShape> Smaller(ParameterShape p)
    {
        if (p.Pass != Pass.Value)
            yield return p with { Pass = Pass.Value };
        if (p.Type != 0)
            yield return p with { Type = 0 };
        if (p.IsTag)
            yield return p with { IsTag = false };
    }

    private static IEnumerable<CallShape> Smaller(CallShape c)
    {
        if (c.Form != Form.Plain)
            yield return c with { Form = Form.Plain };
        if (c.Receiver != Receiver.Fresh)
            yield return c with { Receiver = Receiver.Fresh };
    }

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> list) =>
        Enumerable.Range(0, list.Count).Select(i => (IReadOnlyList<T>)[.. list.Take(i), .. list.Skip(i + 1)]);

    private static IEnumerable<IReadOnlyList<T>> OneSmaller<T>(IReadOnlyList<T> list, Func<T, IEnumerable<T>> smaller) =>
        Enumerable.Range(0, list.Count).SelectMany(i => smaller(list[i]).Select(item => (IReadOnlyList<T>)[.. list.Take(i), item, .. list.Skip(i + 1)]));
}
