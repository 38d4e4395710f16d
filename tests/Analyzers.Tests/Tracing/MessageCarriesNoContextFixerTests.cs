using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class MessageCarriesNoContextFixerTests
{
    private static readonly RuleTest<MessageCarriesNoContext> Rule = new() { Files = MessageCarriesNoContextTests.Files };

    [Fact]
    public Task The_context_is_injected_once_the_message_is_there() => Rule.Fixes<MessageCarriesNoContextFixer>(
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("orders publish", ActivityKind.Producer);
        #if !SILENT
                // What is sent.
                var message = new Message(); // empty
        #endif
                Queue.Send(message);
            }
        }
        """,
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("orders publish", ActivityKind.Producer);
        #if !SILENT
                // What is sent.
                var message = new Message(); // empty
                DistributedContextPropagator.Current.Inject(activity, message.ApplicationProperties, static (carrier, key, value) => ((IDictionary<string, object>)carrier!)[key] = value);
        #endif
                Queue.Send(message);
            }
        }
        """,
        "Inject");

    [Fact]
    public Task Fix_all_injects_into_each() => Rule.FixesAll<MessageCarriesNoContextFixer>(
        """
        class Orders
        {
            void Place() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); var m = new Message(); Queue.Send(m); }
            void Ship() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); Request m = new() { Headers = new Dictionary<string, string?>() }; Queue.Send(m); }
            void Pack() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); Queue.Send(new Message()); }
        }
        """,
        """
        class Orders
        {
            void Place() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); var m = new Message(); DistributedContextPropagator.Current.Inject(a, m.ApplicationProperties, static (carrier, key, value) => ((IDictionary<string, object>)carrier!)[key] = value); Queue.Send(m); }
            void Ship() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); Request m = new() { Headers = new Dictionary<string, string?>() }; DistributedContextPropagator.Current.Inject(a, m.Headers, static (carrier, key, value) => ((IDictionary<string, string?>)carrier!)[key] = value); Queue.Send(m); }
            void Pack() { using var a = Spans.Source.StartActivity("p", ActivityKind.Producer); Queue.Send(new Message()); }
        }
        """,
        "Inject",
        remaining: 1);

    [Fact]
    public Task Top_level_code() => new RuleTest<MessageCarriesNoContext> { Files = MessageCarriesNoContextTests.Files, Output = OutputKind.ConsoleApplication }.Fixes<MessageCarriesNoContextFixer>(
        """
        using var main = Spans.Source.StartActivity("publish", ActivityKind.Producer);
        var message = new Message();
        Queue.Send(message);
        """,
        """
        using var main = Spans.Source.StartActivity("publish", ActivityKind.Producer);
        var message = new Message();
        DistributedContextPropagator.Current.Inject(main, message.ApplicationProperties, static (carrier, key, value) => ((IDictionary<string, object>)carrier!)[key] = value);
        Queue.Send(message);
        """,
        "Inject");

    [Fact]
    public Task Headers_that_may_be_null_or_take_something_else_have_none() => Task.WhenAll(
        Offers("using var a = Spans.Source.StartActivity(\"p\", ActivityKind.Producer); var m = new Request(); Queue.Send(m);"),
        Offers("using var a = Spans.Source.StartActivity(\"p\", ActivityKind.Producer); var m = new Record(); Queue.Send(m);"),
        Offers("using var a = Spans.Tracer.StartActiveSpan(\"p\", SpanKind.Producer); var m = new Message(); Queue.Send(m);"));

    private static Task Offers(string body) => Rule.Offers<MessageCarriesNoContextFixer>($"class Orders {{ void Place() {{ {body} }} }}");
}
