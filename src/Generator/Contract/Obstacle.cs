namespace Instrumentation.Generator.Contract;

/// <summary>Why a method that bears an instrumenting attribute can't be wrapped.</summary>
public enum Obstacle
{
    None,
    LocalFunction,
    Lambda,
    PropertyAccessor,
    EventAccessor,
    Constructor,
    Operator,
    ExplicitImplementation,
    StaticAbstract,
    Extern,
    Conditional,
    AsyncVoid,
    Sequence,
    Awaitable,
    Pointer,
    ArgList,
    RefStructReceiver,
    FileLocal,
    ShadowedTypeParameter,
    ExtensionBlock,
    HiddenType,
    HiddenName,
    HiddenInGenericType,
    HiddenInStaticClass,
    NoUnsafeAccessor,
    NotAsync,
    BuilderOfSequence,
    LocalNamesake,
    HiddenPredicate,
}

/// <summary>Says an obstacle in words: what is in the way, and what to do about it.</summary>
public static class ObstacleText
{
    public static string Explain(this Obstacle obstacle) => obstacle switch
    {
        Obstacle.LocalFunction => "calls of a local function can't be reached; make it a method, or if it is async let a builder observe it",
        Obstacle.Lambda => "calls of a lambda can't be reached; make it a method",
        Obstacle.PropertyAccessor => "calls of an accessor can't be reached; make the property partial (C# 13), or put the attribute on a method that the accessor calls",
        Obstacle.EventAccessor => "calls of an accessor can't be reached; put the attribute on a method that the accessor calls",
        Obstacle.Constructor => "constructors can't be wrapped; put the attribute on a method that the constructor calls",
        Obstacle.Operator => "operators and finalizers can't be wrapped; put the attribute on a method that it calls",
        Obstacle.ExplicitImplementation => "an explicit implementation is called through its interface; put the attribute on the interface's method",
        Obstacle.StaticAbstract => "a static abstract method is called through a type parameter, which can't be reached; put the attribute on its implementations",
        Obstacle.Extern => "an extern method has no body to observe; put the attribute on a method that calls it",
        Obstacle.Conditional => "calls of a [Conditional] method may vanish; put the attribute on a method that calls it",
        Obstacle.AsyncVoid => "an async void method returns at its first await, long before it is done; return a Task",
        Obstacle.Sequence => "the enumeration of a sequence without a type of items isn't traced; return IEnumerable<object>, or a list",
        Obstacle.Awaitable => "an awaitable that names no builder can't be returned by an async method, and would seem done before it is; return a Task or a ValueTask, or give it an [AsyncMethodBuilder]",
        Obstacle.Pointer => "an async method, which has to await the task, can't name a pointer; return something else",
        Obstacle.ArgList => "methods with __arglist can't be wrapped; take an array",
        Obstacle.RefStructReceiver => "a ref struct is gone when what its method returns is awaited or enumerated; put the attribute on a method that calls it",
        Obstacle.FileLocal => "generated code can't name a file-local type; make the type internal",
        Obstacle.ShadowedTypeParameter => "its type parameter hides one of the containing type; rename it",
        Obstacle.ExtensionBlock => "the compiler does not tell what this member of an extension block is compiled to; write an extension method with a this parameter",
        Obstacle.HiddenType => "generated code can't name a private or protected type in its signature or around it; make that type internal, or the method partial",
        Obstacle.HiddenName => "another type or a namespace has the full name of a type in its signature, or only an extern alias leads to that; give it a name of its own",
        Obstacle.HiddenInGenericType => "generated code can't call a private or protected method that is generic or of a generic type before .NET 9; make the method internal or partial, or the type partial",
        Obstacle.HiddenInStaticClass => "generated code can't call a private method of a static class before .NET 10, and of a generic one not at all; make the method internal or partial, or the class partial",
        Obstacle.NoUnsafeAccessor => "generated code can't call a private or protected method before .NET 8; make the method internal or partial, or the type partial",
        Obstacle.NotAsync => "a builder is asked by async methods only; make it async, or remove [AsyncMethodBuilder]",
        Obstacle.BuilderOfSequence => "an async iterator takes no builder; remove [AsyncMethodBuilder]",
        Obstacle.LocalNamesake => "another local function of the same name and parameters can't be told from it when it runs; rename one of the two",
        Obstacle.HiddenPredicate => "generated code can't name the type of the result or of the predicate that ErrorWhen names; leave out ErrorWhen, or the builder",
        _ => "",
    };
}
