namespace Subjects;

public static class FailureScenarios
{
    public static async Task Exceptions_of_every_policy()
    {
        foreach (var exception in new Exception[] { new KeyNotFoundException("k"), new EndOfStreamException("e"), new TimeoutException("t") })
        {
            Journal.Note(Journal.Text(ReferenceEquals(exception, Journal.Call("event", () => Failing.Event(exception)))));
            Journal.Note(Journal.Text(ReferenceEquals(exception, Journal.Call("status", () => Failing.Status(exception)))));
            Journal.Note(Journal.Text(ReferenceEquals(exception, Journal.Call("log", () => Failing.Log(exception)))));
            Journal.Note(Journal.Text(ReferenceEquals(exception, Journal.Call("expected", () => Failing.Expected(exception)))));
            Journal.Note(Journal.Text(ReferenceEquals(exception, await Journal.CallAsync("expected later", async () =>
            {
                await Failing.ExpectedLater(exception);
                return null;
            }))));
        }
    }

    public static void Exceptions_that_misbehave_themselves()
    {
        try
        {
            Failing.Event(new Misbehaving());
        }
        catch (Misbehaving e)
        {
            Journal.Note(e.GetType().Name);
        }
    }

    public static async Task Results_that_mean_failure()
    {
        var failing = new Failing();
        Journal.Note(Journal.Text(Failing.ByStatic(-1)) + Journal.Text(await failing.ByInstance(11)) + Journal.Text(await failing.ByInstanceLater(12)));
        Journal.Note(Journal.Text(failing.ByMember(null)) + Journal.Text(failing.ByMember(new Outcome(true))) + Journal.Text(failing.ByBroken(1)));
    }

    public static void Filters_see_the_exception_before_the_stack_unwinds()
    {
        var order = "";
        try
        {
            try
            {
                Failing.Event(new TimeoutException());
            }
            finally
            {
                order += " finally";
            }
        }
        catch (TimeoutException) when ((order += " filter").Length > 0)
        {
            order += " catch";
        }

        Journal.Note(order);
    }

    public static void Several_metrics()
    {
        Journal.Note(Journal.Text(Several.Run(1)));
        Journal.Call("bad", () => Several.Run(-1));
    }
}
