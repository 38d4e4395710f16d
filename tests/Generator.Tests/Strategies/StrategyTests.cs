using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Strategies;

/// <summary>What is emitted for each strategy and kind of return, as text beside this file.</summary>
public sealed class StrategyTests
{
    public static TheoryData<string, string> Returns => new()
    {
        { "Void", "void" },
        { "Value", "int" },
        { "Task", "Task" },
        { "TaskOf", "Task<int>" },
        { "ValueTask", "ValueTask" },
        { "ValueTaskOf", "ValueTask<int>" },
        { "Sequence", "IEnumerable<int>" },
        { "AsyncSequence", "IAsyncEnumerable<int>" },
    };

    [Theory]
    [MemberData(nameof(Returns))]
    public void Interceptor(string kind, string type)
    {
        var run = Run.Over(Project.Of($$"""
            //Shop.cs
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            public enum Channel { WebShop, Store }

            public class Orders
            {
                [Traced, Counted, Timed, InFlight]
                public {{type}} Place([Tag("order.id")] string id, [Tag] Channel channel) {{Body(type)}}
            }

            public static class Caller
            {
                public static {{type}} Call(Orders orders) => orders.Place("1", Channel.Store);
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Theory]
    [MemberData(nameof(Returns))]
    public void Partial(string kind, string type)
    {
        var run = Run.Over(Project.Of($$"""
            //Shop.cs
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            public partial class Orders
            {
                [Traced]
                public partial {{type}} Place([Tag("order.id")] string id);

                private {{type}} PlaceCore(string id) {{Body(type)}}
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Theory]
    [InlineData("Property", "decimal Total", "GetTotalCore()", "SetTotalCore(decimal value)")]
    [InlineData("Indexer", "decimal this[[Tag(\"order.id\")] string id]", "GetItemCore(string id)", "SetItemCore(string id, decimal value)")]
    public void PartialProperty(string kind, string property, string get, string set)
    {
        var run = Run.Over(Project.Of("Shop", LanguageVersion.CSharp13, [], $$"""
            //Shop.cs
            using Instrumentation;

            namespace Shop;

            public partial class Orders
            {
                public partial {{property}} { [Traced, Timed] get; private set; }

                private decimal {{get}} => 1;

                private void {{set}} { }
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Theory]
    [MemberData(nameof(Returns))]
    public void Decorator(string kind, string type)
    {
        var run = Run.Over(Project.Of($$"""
            //Shop.cs
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            [Traced(Decorate = true), Counted]
            public interface IOrders
            {
                {{type}} Place([Tag("order.id")] string id);

                string Name { get; set; }
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Theory]
    [InlineData("Task", "Task", "TracedBuilder", "")]
    [InlineData("TaskOf", "Task<int>", "TracedBuilder<>", "[return: Tag]")]
    [InlineData("ValueTask", "ValueTask", "TracedValueTaskBuilder", "")]
    [InlineData("ValueTaskOf", "ValueTask<int>", "TracedValueTaskBuilder<>", "[return: Tag]")]
    public void Builder(string kind, string type, string builder, string result)
    {
        var run = Run.Over(Project.Of($$"""
            //Shop.cs
            using System;
            using System.Runtime.CompilerServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            public enum Channel { WebShop, Store }

            public class Orders
            {
                [Tag]
                private readonly string _shop = "corner";

                [Traced, Counted, Timed, InFlight, AsyncMethodBuilder(typeof({{builder}}))]
                {{result}}
                public async {{type}} Place([Tag("order.id")] string id, [Tag] Channel channel, CancellationToken cancellation)
                {
                    await Task.Delay(id.Length + (int)channel + _shop.Length, cancellation);
                    {{(result.Length == 0 ? "return;" : "return 1;")}}
                }

                public async Task PlaceAll(string[] ids)
                {
                    Func<string, {{type}}> place = Place;
                    foreach (var id in ids)
                        await place(id);

                    [Traced, AsyncMethodBuilder(typeof({{builder}}))]
                    async {{type}} Place([Tag] string id) => await this.Place(id, Channel.Store, default);
                }
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Theory]
    [InlineData("Parent", "Path = \"Properties.Headers\"", "Message message", "Task")]
    [InlineData("Links", "Path = \"Properties.Headers\", AsLink = true", "Message[] messages", "Task")]
    [InlineData("Sequence", "Path = \"Properties.Headers\"", "Message message", "IEnumerable<int>")]
    public void Carrier(string kind, string options, string parameter, string type)
    {
        var run = Run.Over(Project.Of($$"""
            //Shop.cs
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            public record Properties(IDictionary<string, object?>? Headers);

            public record Message(Properties? Properties);

            public partial class Handler
            {
                [Traced(Kind = ActivityKind.Consumer), Counted]
                public partial {{type}} Handle([Carrier({{options}})] {{parameter}});

                private {{type}} HandleCore({{parameter}}) {{Body(type)}}
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, kind);
    }

    [Fact]
    public void CarrierInItself()
    {
        var run = Run.Over(Project.Of("""
            //Shop.cs
            using System.Collections.Generic;
            using System.Runtime.CompilerServices;
            using System.Threading.Tasks;
            using Instrumentation;

            namespace Shop;

            public class Handler
            {
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
                public async Task<int> Handle([Carrier] Dictionary<string, string> headers) => await Task.FromResult(headers.Count);
            }
            """)).CompilesCleanly();

        Snapshot.Verify(run, "TaskOf");
    }

    private static string Body(string type) => type switch
    {
        "void" => "{ }",
        "int" => "=> 1;",
        "Task" => "=> Task.CompletedTask;",
        "Task<int>" => "=> Task.FromResult(1);",
        "ValueTask" => "=> default;",
        "ValueTask<int>" => "=> new(1);",
        "IEnumerable<int>" => "=> [1];",
        _ => "=> null!;",
    };
}
