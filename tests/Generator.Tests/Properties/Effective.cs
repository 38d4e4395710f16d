namespace Instrumentation.Generator.Tests.Properties;

/// <summary>A drawn program as the language allows it: each value that does not go with the others is read as the nearest that does.</summary>
internal sealed class EffectiveProgram
{
    public EffectiveProgram(ProgramShape shape)
    {
        Shape = shape;
        Kind = shape.Kind;
        Methods = [.. shape.Methods.Select((m, i) => new EffectiveMethod(this, m, i))];

        // Overloads are told apart by what the language tells them apart by; whoever comes second with the same signature gets another name. Who
        // has overloads leaves nothing to the compiler, which changes parameters, and so it is asked again.
        List<EffectiveMethod> twins;
        do
        {
            foreach (var method in Methods)
                method.IsOverloaded = Methods.Count(m => m.Name == method.Name) > 1;
            foreach (var method in Methods)
                method.Complete();
            twins = [.. Methods.GroupBy(static m => m.Signature).SelectMany(static same => same.Skip(1))];
            twins.ForEach(static m => m.Rename());
        }
        while (twins.Count > 0);
    }

    public ProgramShape Shape { get; }

    public TypeKind Kind { get; }

    public IReadOnlyList<EffectiveMethod> Methods { get; }

    public bool IsGeneric => Shape.TypeParameter != TypeParameterKind.None;

    public bool IsHidden => Shape.Nesting == Nesting.Hidden;

    public bool IsStruct => Kind is TypeKind.Struct or TypeKind.ReadonlyStruct or TypeKind.RecordStruct;

    public bool HasInterface => Kind is TypeKind.Interface or TypeKind.StructBehindInterface or TypeKind.DefaultInterface;

    public bool HasBase => Kind is TypeKind.Virtual or TypeKind.Abstract;

    public bool AllowsExtensions => Kind == TypeKind.StaticClass && !IsGeneric && Shape.Nesting == Nesting.None;

    /// <summary>Whether the calls stand in the type itself, because nobody else may make them.</summary>
    public bool RunsInside => IsHidden || Methods.Any(static m => m.Access == Access.Private);

    /// <summary>The type's argument where it has one.</summary>
    public string TypeArgument => Shape.TypeParameter switch
    {
        TypeParameterKind.Struct or TypeParameterKind.Unmanaged => "int",
        TypeParameterKind.New => "object",
        _ => "string",
    };

    public string Constraint => Shape.TypeParameter switch
    {
        TypeParameterKind.Class => " where T : class",
        TypeParameterKind.Struct => " where T : struct",
        TypeParameterKind.NotNull => " where T : notnull",
        TypeParameterKind.Unmanaged => " where T : unmanaged",
        TypeParameterKind.New => " where T : new()",
        _ => "",
    };

    /// <summary>Whether the type's methods can be written as partial ones.</summary>
    public bool AllowsPartial => !HasInterface && Kind != TypeKind.Abstract;
}

internal sealed class EffectiveMethod
{
    private static readonly string[] Names = ["Go", "Go", "Go", "@class", "Größe", "_x", "Step_2", "Observed"];

    private readonly EffectiveProgram _program;
    private readonly int _index;

    public EffectiveMethod(EffectiveProgram program, MethodShape shape, int index)
    {
        (_program, Shape, _index) = (program, shape, index);
        Name = Names[shape.Name % Names.Length];
        Place = program.Kind switch
        {
            TypeKind.StaticClass => shape.Place is Place.Extension or Place.ExtensionBlock && program.AllowsExtensions ? Place.Extension : Place.Static,
            TypeKind.Interface or TypeKind.StructBehindInterface => Place.Instance,
            _ => shape.Place == Place.Static ? Place.Static : Place.Instance,
        };
        Access = program.HasInterface && shape.Access == Access.Private ? Access.Public : shape.Access;
        IsAsync = shape.IsAsync && Returns is Returns.Task or Returns.TaskOf or Returns.ValueTask or Returns.ValueTaskOf && shape.IsAsync;
        IsIterator = Returns == Returns.AsyncSequence || (Returns == Returns.Sequence && shape.IsAsync);
        Complete();
    }

    public MethodShape Shape { get; }

    public string Name { get; private set; }

    public Access Access { get; }

    public Place Place { get; }

    /// <summary>Whether an extension stands in a block with its receiver; it is compiled to what it would be without.</summary>
    public bool IsInBlock => Place == Place.Extension && Shape.Place == Place.ExtensionBlock;

    public Returns Returns => Shape.Returns;

    /// <summary>What stands before an expression that is returned.</summary>
    public string ByReference => Returns is Returns.Ref or Returns.RefReadonly ? "ref " : "";

    public bool IsAsync { get; }

    public bool IsIterator { get; }

    public bool IsOverloaded { get; set; }

    public bool IsGeneric => Shape.HasOwnTypeParameter;

    public bool CanAwait => IsAsync || Returns == Returns.AsyncSequence;

    public bool IsTask => Returns is Returns.Task or Returns.TaskOf or Returns.ValueTask or Returns.ValueTaskOf;

    public bool IsSequence => Returns is Returns.Sequence or Returns.AsyncSequence;

    public IReadOnlyList<EffectiveParameter> Parameters { get; private set; } = [];

    public bool IsVirtual => _program.HasBase && Place == Place.Instance;

    public string Signature => $"{Name}`{(IsGeneric ? 1 : 0)}({string.Join(",", Parameters.Select(static p => p.Key))})";

    /// <summary>The type parameter that stands in the method's signature.</summary>
    public string TypeParameter => IsGeneric ? "TM" : _program.IsGeneric ? "T" : "int";

    public string ReturnType => Returns switch
    {
        Returns.Void => "void",
        Returns.Int => "int",
        Returns.Text => "string?",
        Returns.Tuple => "(int Sum, string? Name)",
        Returns.TypeParameter => TypeParameter,
        Returns.Task => "Task",
        Returns.TaskOf => "Task<int>",
        Returns.ValueTask => "ValueTask",
        Returns.ValueTaskOf => $"ValueTask<{TypeParameter}>",
        Returns.Sequence => "IEnumerable<int>",
        Returns.Ref => "ref int",
        Returns.RefReadonly => "ref readonly int",
        _ => "IAsyncEnumerable<int>",
    };

    public void Rename() => Name += "_" + _index;

    public void Complete()
    {
        var parameters = new EffectiveParameter[Shape.Parameters.Count];
        var canBeOmitted = !IsOverloaded;
        for (var i = parameters.Length - 1; i >= 0; i--)
        {
            parameters[i] = EffectiveParameter.Of(Shape.Parameters[i], i, this, canBeOmitted, isLast: i == parameters.Length - 1);
            canBeOmitted &= parameters[i].Pass is Pass.Optional or Pass.Caller or Pass.Params;
        }

        Parameters = parameters;
    }
}

internal sealed record EffectiveParameter(string Name, string Type, ParameterType Known, bool IsTypeParameter, Pass Pass, bool IsTag)
{
    private static readonly string[] Names = ["p", "@event", "größe", "call", "self"];

    public bool IsByReference => Pass is Pass.Ref or Pass.In or Pass.Out or Pass.RefReadonly;

    /// <summary>What tells overloads apart: nullability and the names of a tuple's parts do not.</summary>
    public string Key => (IsByReference ? "&" : "") + (Known.IsStruct ? Type : Type.TrimEnd('?')).Replace(" Left", "", StringComparison.Ordinal).Replace(" Right", "", StringComparison.Ordinal);

    public string Value(int n) => IsTypeParameter && Type != "int" ? $"J.Of<{Type}>({n})" : Known.Value(n) is "null" ? $"({Type})null" : Known.Value(n);

    public static EffectiveParameter Of(ParameterShape shape, int index, EffectiveMethod method, bool canBeOmitted, bool isLast)
    {
        var known = ParameterTypes.All[shape.Type];
        var pass = shape.Pass;
        var isResumed = method.CanAwait || method.IsIterator;
        if (isResumed && pass is Pass.Ref or Pass.In or Pass.Out or Pass.RefReadonly && isResumed)
            pass = Pass.Value;
        if (known.IsSpan)
        {
            if (isResumed)
                known = ParameterTypes.All[0];
            pass = pass == Pass.Params && known.Name == "Span<int>" ? pass : Pass.Value;
        }

        if (pass == Pass.Params && (!isLast || !canBeOmitted || known.Name is not ("int[]" or "Span<int>")))
            pass = Pass.Value;
        if (pass == Pass.Caller && canBeOmitted)
            known = ParameterTypes.All[2];
        if (pass == Pass.Caller && !canBeOmitted)
            pass = Pass.Value;
        var isTypeParameter = shape.Type == ParameterTypes.TypeParameter && pass != Pass.Caller;
        if (pass == Pass.Optional && (!canBeOmitted || known.Default is null || isTypeParameter))
            pass = Pass.Value;
        return new(Names[index], isTypeParameter ? method.TypeParameter : known.Name, known, isTypeParameter, pass, shape.IsTag && !known.IsSpan && pass != Pass.Out);
    }
}
