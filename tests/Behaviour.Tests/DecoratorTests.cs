using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Which calls a decorator observes.</summary>
[Collection(Alone.Name)]
public class DecoratorTests
{
    [Fact]
    public async Task Each_call_through_the_decorator_has_one_span_and_is_counted_once()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("DecoratorScenarios", "Every_member_reaches_the_implementation");
        Assert.Equal("""
            IStore.Save
            IStore.Save
            IStore.Load id=1
            IStore.Load id=2
            IStore.Twice
            IStore.Pick
            IStore.TryTake
            IStore.LoadLater
            IStore.LoadLater Error(no -6) error.type=System.Collections.Generic.KeyNotFoundException !exception
            IStore.Load Error(no -1) id=-1 error.type=System.Collections.Generic.KeyNotFoundException !exception
            """, recorder.SpanText);
        Assert.Equal(recorder.Spans.Count, recorder.Measurements.Count);
    }

    [Fact]
    public void Decorators_are_classes_that_can_be_made_by_hand()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        using var inner = new Store();
        using IStore store = new InstrumentedStore(inner);
        IGenericStore<int, string> generic = new InstrumentedGenericStore<int, string>(new GenericStore<int, string>());
        Assert.Equal("any4", store.Load(4));
        Assert.Equal(5, generic.Put(5, "v", 2.5));
        Assert.Equal("IStore.Load id=4\nIGenericStore.Put", recorder.SpanText);
        Assert.Throws<ArgumentNullException>(static () => new InstrumentedStore(null!));
    }

    [Fact]
    public async Task Calls_of_decorated_services_are_observed_once_however_often_decorators_are_added()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("DecoratorScenarios", "All_of_several");
        Assert.Equal("IClock.Tell\nIClock.Tell\nIClock.Tell", recorder.SpanText);
    }
}
