using System.Reflection;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Exactly which spans a program makes, whatever the shape of the method and the way it is called.</summary>
[Collection(Alone.Name)]
public class SpanTests
{
    [Theory]
    [InlineData("ShapeScenarios", "Static_methods", """
        Calc.Add
        Calc.Touch
        Calc.Divide Error(Attempted to divide by zero.) error.type=System.DivideByZeroException !exception
        """)]
    [InlineData("ShapeScenarios", "Extension_methods", """
        Texts.Shout
        Texts.Shout
        Texts.Same
        Texts.Same
        Texts.Same
        Texts.Raise
        Texts.Raise
        Texts.Peek
        Texts.Peek
        Texts.Peek
        """)]
    [InlineData("ShapeScenarios", "Records", """
        Money.Plus
        Size.Grow
        Size.Grow
        """)]
    [InlineData("ShapeScenarios", "Generic_types_and_methods", """
        Box.Open
        Box.Open
        Box.Echo
        Box.Kind
        Lid.Close
        Slot.Put
        Box.Open
        Lid.Close
        Box.Open
        Lid.Close
        """)]
    [InlineData("DispatchScenarios", "Class_typed_calls_of_an_implementation", """
        IRepository.Get key=k
        IRepository.Convert
        IRepository.Get key=k
        IRepository.Get key=a
        IRepository.Get key=b
        IRepository.Convert
        """)]
    [InlineData("DispatchScenarios", "Overrides", """
        Animal.Speak
        Animal.Name
        Animal.Name < Animal.Introduce
        Animal.Speak < Animal.Introduce
        Animal.Introduce
        Animal.Speak
        Animal.Name
        Animal.Name < Animal.Introduce
        Animal.Speak < Animal.Introduce
        Animal.Introduce
        Animal.Speak
        Animal.Name
        Animal.Name < Animal.Introduce
        Animal.Speak < Animal.Introduce
        Animal.Introduce
        Animal.Speak
        Animal.Name
        puppy speaks
        Shape.Scale
        """)]
    [InlineData("HiddenScenarios", "Private_methods_of_structs", """
        Drawer.Put
        Drawer.Put
        Drawer.Count
        Drawer.Put
        Drawer.Put
        Drawer.Count
        """)]
    [InlineData("HiddenScenarios", "Methods_of_hidden_types", """
        Open.Talk
        Vault.Store vault.kept=0
        Vault.Keep vault.kept=0
        Vault.Count
        Secrets.Whisper
        Shelf.Take
        """)]
    [InlineData("PartialScenarios", "Instance_and_static", """
        Kitchen.Cook dish=soup
        Kitchen.Cook dish=stew
        Kitchen.Weigh
        Kitchen.Weigh
        Kitchen.TryTaste
        Kitchen.Clean
        Kitchen.Serve
        Kitchen.Style
        Kitchen.Style
        Kitchen.Style
        """)]
    [InlineData("PartialScenarios", "Structs_and_generics", """
        Meter.Up
        Meter.Up
        Meter.Read
        Pair.Join
        Nest.Show
        PartialTexts.Whisper
        PartialTexts.Whisper
        """)]
    [InlineData("PartialScenarios", "By_delegate_interface_and_reflection", """
        Kitchen.Cook dish=eggs
        Plate.Lay
        Plate.Lay
        """)]
    [InlineData("PlaceScenarios", "Conditional_access", """
        Counter.Next
        Counter.Next < Counter.Then
        Counter.Then
        Counter.Next
        """)]
    [InlineData("PlaceScenarios", "Aliases", """
        Aliased.Globally what=x
        fully qualified
        Aliased.Both
        """)]
    [InlineData("TagScenarios", "Type_level_attributes", """
        TypeWide.First
        second, by its own name
        """)]
    [InlineData("TrialScenarios", "Experimental_and_obsolete_methods", """
        Trials.Try
        Trials.Old
        """)]
    [InlineData("TaskLikeScenarios", "Awaited_once", """
        TaskLikes.Double value=2 result=4
        TaskLikes.Double Error(IsNegative) value=-2 error.type=_OTHER result=-4
        TaskLikes.Same
        """)]
    [InlineData("TaskLikeScenarios", "Without_a_result", """
        TaskLikes.Run
        TaskLikes.Run Error(errand) error.type=System.InvalidOperationException !exception
        TaskLikes.Refuse Error(at once) error.type=System.NotSupportedException !exception
        TaskLikes.Nothing
        """)]
    [InlineData("UntouchedScenarios", "Each_call_is_what_it_was", "")]
    [InlineData("ReferenceScenarios", "References_lead_to_what_they_did", """
        References.At
        References.At
        References.At
        References.At
        References.At
        References.Larger value=2
        References.At Error(Index was outside the bounds of the array.) error.type=System.IndexOutOfRangeException !exception
        """)]
    [InlineData("ReferenceScenarios", "Spans", """
        References.From
        References.From
        References.From
        References.Word
        References.Word Error(IsEmpty) error.type=_OTHER
        References.Swap
        References.Same
        References.Same
        References.Sum
        """)]
    [InlineData("ReferenceScenarios", "Pointers", """
        References.Read
        References.Skip
        References.ReadLater
        """)]
    [InlineData("ReferenceScenarios", "Ref_structs", """
        Window.Move window.length=3
        Window.Last window.length=2
        Window.First window.length=2
        Window.Narrow window.length=2
        Window.Items window.length=2
        Window.First window.length=1
        Window.First window.length=3
        Window.Move Error(Specified argument was out of the range of valid values.) window.length=1 error.type=System.ArgumentOutOfRangeException !exception
        """)]
    [InlineData("ReferenceScenarios", "References_into_structs", """
        Cell.Value
        Cell.Value
        Cell.Peek
        Cell.Value
        Cell.Peek
        """)]
    [InlineData("ReferenceScenarios", "Extension_blocks", """
        Extending.Doubled text=ab
        Extending.Doubled text=c
        Extending.Blank
        Extending.Later text=later
        Extending.Exchange
        Extending.Doubled text=x
        """)]
    public async Task The_spans_of_a_scenario(string @class, string name, string expected)
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run(@class, name);
        Assert.Equal(expected, recorder.SpanText);
    }

    [Fact]
    public async Task Calls_in_expression_trees_and_of_delegates_make_none()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("PlaceScenarios", "Delegates");
        Assert.Empty(recorder.Spans);

        await Variant.Observed.Run("PlaceScenarios", "Expression_trees_name_the_original_method");

        // How many to take is an argument outside of the tree; it is asked twice.
        Assert.Equal("Calc.Add\nCalc.Add", recorder.SpanText);
    }

    [Fact]
    public async Task Calls_through_a_type_parameter_are_observed_where_the_receiver_is_a_reference()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("DispatchScenarios", "Calls_through_a_type_parameter");
        Assert.Equal("IRepository.Get key=r\nIRepository.Get key=c\nSquare.Name", recorder.SpanText);
    }

    [Fact]
    public void A_call_from_another_assembly_is_observed_as_the_declaring_one()
    {
        using var recorder = new Recorder();
        Calc.Add(1, 2);
        "a".Shout();
        Assert.Equal("Calc.Add\nTexts.Shout", recorder.SpanText);
        Assert.All(recorder.Spans, static span => Assert.Equal(Recorder.Scope, span.Source.Name));
    }

    [Fact]
    public void Each_call_of_a_recursion_has_a_span_inside_of_the_callers()
    {
        using var recorder = new Recorder();
        Recursive.Every(3);
        Assert.Equal("Recursive.Every < Recursive.Every\nRecursive.Every < Recursive.Every\nRecursive.Every < Recursive.Every\nRecursive.Every", recorder.SpanText);
        Assert.Equal(4, recorder.Measurements.Count);
    }

    [Fact]
    public async Task Of_a_recursion_the_outermost_call_alone_can_have_a_span()
    {
        using var recorder = new Recorder();
        Recursive.Outermost(3);
        Assert.Equal("Calc.Add < Recursive.Outermost\nRecursive.Outermost", recorder.SpanText);
        Assert.Equal(4, recorder.Measurements.Count(static m => m.Name == "behaviour.observed.recursive.outermost.calls"));

        await Task.WhenAll(Recursive.OutermostLater(3), Recursive.OutermostLater(3));
        Assert.Equal(2, recorder.Spans.Count(static s => s.OperationName == "Recursive.OutermostLater"));
    }

    [Fact]
    public void A_recursion_of_five_thousand_levels_runs_with_a_listener()
    {
        using var recorder = new Recorder();
        Assert.Equal(5_000, Recursive.Every(5_000));
        Assert.Equal(5_001, recorder.Spans.Count);
    }

    [Fact]
    public void The_level_is_switched_while_the_program_runs()
    {
        var scope = Instruments.TelemetryScope.Get(Recorder.Scope, typeof(Failing).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        Assert.Equal(Level.Normal, scope.Level);
        try
        {
            Assert.Equal(["Failing.Essential", "Failing.Normal"], AtLevel(Level.Normal));
            Assert.Equal(["Failing.Essential"], AtLevel(Level.Essential));
            Assert.Equal(["Failing.Essential", "Failing.Normal", "Failing.Detailed"], AtLevel(Level.Detailed));
        }
        finally
        {
            scope.Level = Level.Normal;
        }

        string[] AtLevel(Level level)
        {
            using var recorder = new Recorder();
            scope.Level = level;
            Failing.Essential();
            Failing.Normal();
            Failing.Detailed();

            // A level is about spans: the call is counted in any case.
            Assert.Equal("behaviour.observed.failing.detailed.calls 1", recorder.MetricText);
            return [.. recorder.Spans.Select(static s => s.OperationName)];
        }
    }
}
