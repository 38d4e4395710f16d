using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Reflection that names an observed method, by <c>nameof</c> or by a constant text on a type that is known.</summary>
internal static class ReflectionPaths
{
    private const string Path = "here: reflection calls the method itself";

    // System.Reflection.BindingFlags.
    private const int Static = 8, Instance = 4, Public = 16, NonPublic = 32;

    public static void Register(CompilationStartAnalysisContext context, InterceptedMethods methods) =>
        context.RegisterNamedAction(
            ["GetMethod", "GetMember", "InvokeMember", "GetDeclaredMethod", "GetDeclaredMethods", "GetRuntimeMethod", "CreateDelegate"],
            c => Check(c, methods),
            OperationKind.Invocation);

    /// <summary>Whether the method is one of the type's, inherited ones included.</summary>
    public static bool IsMemberOf(IMethodSymbol method, ITypeSymbol type)
    {
        var declaring = method.ContainingType.OriginalDefinition;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, declaring))
                return true;
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, declaring));
    }

    private static void Check(CodeContext context, InterceptedMethods methods)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!NamesMethods(invocation.TargetMethod))
            return;

        var named = invocation.Arguments.FirstOrDefault(static a => a.Parameter is { Type.SpecialType: SpecialType.System_String })?.Value;
        if (named?.ConstantValue is { HasValue: true, Value: string name } && methods.Declarations.HasName(name))
            CheckName(context, methods, invocation, named, name);
    }

    private static void CheckName(CodeContext context, InterceptedMethods methods, IInvocationOperation invocation, IOperation named, string name)
    {
        var place = named.Syntax;
        var overloads = new List<IMethodSymbol>();
        if (named is INameOfOperation { Argument.Syntax: ExpressionSyntax member })
        {
            place = GoesAround.Name(member);
            overloads.AddRange(invocation.SemanticModel!.GetMemberGroup(member, context.CancellationToken).OfType<IMethodSymbol>());
        }

        if (ReflectedType(invocation) is { } type && !(overloads.Count > 0 && overloads.TrueForAll(m => IsMemberOf(m, type))))
            overloads = Members(type, name, invocation);
        if (overloads.Count == 0)
            return;

        // Which overload is meant says a list of types: all of them must be observed.
        var attributed = overloads.ConvertAll(methods.Find);
        if (attributed.TrueForAll(static a => a is not null))
            GoesAround.Report(context, place.GetLocation(), overloads[0], attributed[0]!, Path, partialHelps: overloads.Count == 1);
    }

    private static bool NamesMethods(IMethodSymbol called) => called.Name switch
    {
        "GetMethod" or "GetMember" or "InvokeMember" => called.ContainingType is { Name: nameof(Type), ContainingNamespace.Name: nameof(System) },
        "GetDeclaredMethod" or "GetDeclaredMethods" => called.ContainingType is { Name: "TypeInfo", ContainingNamespace.Name: "Reflection" },
        "GetRuntimeMethod" => called.ContainingType is { Name: "RuntimeReflectionExtensions", ContainingNamespace.Name: "Reflection" },
        "CreateDelegate" => called.ContainingType is { SpecialType: SpecialType.System_Delegate },
        _ => false,
    };

    /// <summary>The type whose member is looked for; null when only the running program knows.</summary>
    private static ITypeSymbol? ReflectedType(IInvocationOperation invocation)
    {
        var called = invocation.TargetMethod;
        if (called.Name == "CreateDelegate")
        {
            // (Type delegate, Type target, string) or (Type delegate, object target, string).
            var target = invocation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 1)?.Value;
            return target is null ? null : TypeOf(target) ?? (target.Type.Is("System", nameof(Type)) ? null : Known(Unconverted(target).Type));
        }

        var reflected = invocation.Instance ?? invocation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0)?.Value;
        return reflected is null ? null : TypeOf(reflected);
    }

    private static ITypeSymbol? TypeOf(IOperation reflected) => Unconverted(reflected) switch
    {
        ITypeOfOperation { TypeOperand: var type } => Known(type),
        IInvocationOperation { TargetMethod.Name: nameof(GetType), Instance.Type: { } type, Arguments.IsEmpty: true } => Known(type),
        IInvocationOperation { TargetMethod: { Name: "GetTypeInfo", IsStatic: true }, Arguments: { Length: 1 } arguments } => TypeOf(arguments[0].Value),
        _ => null,
    };

    private static ITypeSymbol? Known(ITypeSymbol? type) =>
        type is INamedTypeSymbol { SpecialType: not SpecialType.System_Object, TypeKind: not (TypeKind.Dynamic or TypeKind.Error) } ? type : null;

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation { Operand: var operand } ? Unconverted(operand) : operation;

    private static List<IMethodSymbol> Members(ITypeSymbol type, string name, IInvocationOperation invocation)
    {
        var found = new List<IMethodSymbol>();
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            // An override and what it overrides are one method.
            foreach (var method in ancestor.GetMembers(name).OfType<IMethodSymbol>())
            {
                var isOverridden = found.Exists(f => SymbolEqualityComparer.Default.Equals(f.OverriddenMethod?.OriginalDefinition, method.OriginalDefinition));
                if (!isOverridden && IsSeen(method, invocation))
                    found.Add(method);
            }
        }

        return found;
    }

    // Without flags Type sees what is public; what invokes a member sees that with flags which say nothing of it, too.
    private static bool IsSeen(IMethodSymbol method, IInvocationOperation invocation)
    {
        var isPublic = method.DeclaredAccessibility == Accessibility.Public;
        if (invocation.Arguments.FirstOrDefault(static a => a.Parameter is { Type: { Name: "BindingFlags", TypeKind: TypeKind.Enum } }) is { } given)
        {
            if (given.Value.ConstantValue.Value is not int flags)
                return true;
            if ((flags & (Public | NonPublic | Static | Instance)) == 0)
                return isPublic && invocation.TargetMethod.Name == nameof(Type.InvokeMember);
            return (flags & (isPublic ? Public : NonPublic)) != 0 && (flags & (method.IsStatic ? Static : Instance)) != 0;
        }

        return isPublic || invocation.TargetMethod.Name is "CreateDelegate" or "GetDeclaredMethod" or "GetDeclaredMethods";
    }
}
