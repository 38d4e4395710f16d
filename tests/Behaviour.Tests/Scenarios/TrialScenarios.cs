namespace Subjects;

public static class TrialScenarios
{
    public static void Experimental_and_obsolete_methods()
    {
#pragma warning disable SUBJECT001, CS0618
        Journal.Note(Trials.Try(1) + Trials.Old(2));
#pragma warning restore SUBJECT001, CS0618
    }
}
