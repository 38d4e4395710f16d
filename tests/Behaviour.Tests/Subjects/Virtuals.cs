using Instrumentation;

namespace Subjects;

public abstract class Animal
{
    [Traced]
    public virtual string Speak(int times) => "animal " + Journal.Text(times);

    [Traced]
    public abstract string Name();

    /// <summary>Calls what a derived class overrides.</summary>
    [Traced]
    public string Introduce() => Name() + ": " + Speak(1);
}

public class Dog : Animal
{
    public override string Speak(int count) => "dog " + base.Speak(count + 1);

    public override string Name() => "dog";
}

public class Puppy : Dog
{
    [Traced("puppy speaks")]
    public override string Speak(int times) => "puppy " + base.Speak(times);

    public new string Name() => "puppy " + base.Name();

    public string SpeakAsBase() => base.Speak(5);
}

public sealed class Wolf : Dog
{
    [NotInstrumented]
    public override string Speak(int times) => "wolf";
}

public abstract class Shape<T>
{
    [Traced]
    public virtual T Scale(T value) => value;
}

public sealed class Line : Shape<int>
{
    public override int Scale(int value) => base.Scale(value) * 2;
}
