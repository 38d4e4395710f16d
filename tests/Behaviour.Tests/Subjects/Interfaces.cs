using Instrumentation;

namespace Subjects;

public interface IRepository
{
    [Traced, Counted]
    string Get([Tag] string key);

    [Traced]
    T Convert<T>(T value)
        where T : struct;

    /// <summary>Has a body of its own.</summary>
    [Traced]
    string Describe(string what) => $"default {what} {Get(what)}";

    /// <summary>Bears nothing.</summary>
    string Quiet() => "quiet";
}

public class Repository : IRepository
{
    public string Get(string id) => "got " + id;

    public T Convert<T>(T value)
        where T : struct => value;
}

/// <summary>Hides its methods behind the interface.</summary>
public sealed class ExplicitRepository : IRepository
{
    string IRepository.Get(string key) => "explicit " + key;

    T IRepository.Convert<T>(T value) => default;

    string IRepository.Describe(string what) => "described " + what;
}

/// <summary>A value that is an implementation, and changes when it is called.</summary>
public struct CountingRepository : IRepository
{
    public int Calls;

    public string Get(string key) => $"{key} {Journal.Text(++Calls)}";

    public T Convert<T>(T value)
        where T : struct
    {
        Calls += 10;
        return value;
    }
}

public class BaseRepository
{
    public virtual string Get(string key) => "base " + key;

    public virtual T Convert<T>(T value)
        where T : struct => value;
}

/// <summary>Implements the interface by what it inherits.</summary>
public class InheritingRepository : BaseRepository, IRepository
{
    public override string Get(string key) => "inheriting " + base.Get(key);
}

public interface IAged<in T>
{
    [Traced]
    int Age(T value);
}

public sealed class Aged : IAged<object>, IAged<int>
{
    public int Age(object value) => 1;

    int IAged<int>.Age(int value) => 2;
}

public interface IShape
{
    [Traced]
    static abstract string Name(int corners);

    static virtual int Corners => 3;
}

public sealed class Square : IShape
{
    [Traced]
    public static string Name(int corners) => "square " + Journal.Text(corners);
}
