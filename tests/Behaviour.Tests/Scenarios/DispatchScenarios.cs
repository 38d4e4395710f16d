namespace Subjects;

/// <summary>Calls that the runtime resolves: interfaces, overrides, base classes.</summary>
public static class DispatchScenarios
{
    public static void Interface_typed_calls()
    {
        foreach (var repository in new IRepository[] { new Repository(), new ExplicitRepository(), new InheritingRepository(), new CountingRepository() })
        {
            Journal.Note(repository.Get("k") + repository.Convert(4) + repository.Describe("d") + repository.Quiet());
            Journal.Note(repository.Get(key: "again"));
        }
    }

    public static void Class_typed_calls_of_an_implementation()
    {
        Journal.Note(new Repository().Get(id: "k") + new Repository().Convert(2.5));
        var inheriting = new InheritingRepository();
        Journal.Note(inheriting.Get("k") + inheriting.Convert('c') + ((BaseRepository)inheriting).Get("b"));
        var counting = new CountingRepository();
        Journal.Note(counting.Get("a") + counting.Get("b") + counting.Convert(1) + Journal.Text(counting.Calls));
    }

    public static void Calls_through_a_type_parameter()
    {
        Journal.Note(Any(new Repository()) + Reference(new Repository()));
        var counting = new CountingRepository();
        Journal.Note(Any(counting) + ByReference(ref counting) + Value(ref counting) + Journal.Text(counting.Calls));
        Journal.Note(Maybe<CountingRepository>(null) + Maybe<CountingRepository>(counting));
        Journal.Note(Named<Square>() + Square.Name(2));
    }

    public static void Generic_interfaces()
    {
        var aged = new Aged();
        Journal.Note(Journal.Text(aged.Age("x")) + Journal.Text(((IAged<int>)aged).Age(1)) + Journal.Text(((IAged<string>)aged).Age("v")));
    }

    public static void Overrides()
    {
        foreach (var animal in new Animal[] { new Dog(), new Puppy(), new Wolf() })
            Journal.Note(animal.Speak(1) + animal.Name() + animal.Introduce());
        Journal.Note(new Dog().Speak(count: 2) + new Dog().Name());
        Journal.Note(new Puppy().Speak(3) + new Puppy().Name() + new Puppy().SpeakAsBase());
        Journal.Note(new Wolf().Speak(4));
        Journal.Note(Journal.Text(new Line().Scale(4)));
    }

    private static string Any<T>(T repository)
        where T : IRepository => repository.Get("t") + repository.Get("t");

    private static string Reference<T>(T repository)
        where T : class, IRepository => repository.Get("r") + repository?.Get("c");

    private static string ByReference<T>(ref T repository)
        where T : IRepository => repository.Get("r") + repository.Get("r");

    private static string Value<T>(ref T repository)
        where T : struct, IRepository => repository.Get("v") + repository.Convert(3);

    private static string Maybe<T>(T? repository)
        where T : struct, IRepository => repository?.Get("m") ?? "none";

    private static string Named<T>()
        where T : IShape => T.Name(4);
}
