using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class CarrierCarriesNothingTests
{
    private const string Types = """
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.Net.Http.Headers;
        global using System.Runtime.CompilerServices;
        class Message { public Dictionary<string, string> Headers = []; public byte[] Body = []; public string Id => ""; public ActivityContext? Sender; }
        """;

    private static readonly RuleTest<CarrierCarriesNothing> Rule = new() { Files = [("Types.cs", Types)] };

    [Theory]
    [InlineData("public void M([[|Carrier|]] Dictionary<string, string> x) { }")]
    [InlineData("[Counted] public void M([[|Carrier|]] Dictionary<string, string> x) { }")]
    [InlineData("public C([[|Carrier|]] Dictionary<string, string> x) { }")]
    [InlineData("public delegate void M([[|Carrier|]] Dictionary<string, string> x);")]
    [InlineData("public int this[[[|Carrier|]] Dictionary<string, string> x] => 1;")]
    [InlineData("[Traced] public void M() { L([]); void L([[|Carrier|]] Dictionary<string, string> x) { } }")]
    [InlineData("[Traced] public void M() { var l = ([[|Carrier|]] Dictionary<string, string> x) => 1; }")]
    public Task Without_a_span_there_is_nothing_to_carry_to(string member) => Rule.Reports(
        $"class C {{ {member} }}", "[Carrier] on 'x' has no effect: no span is started here; put it beside [Traced]");

    [Fact]
    public Task The_carrier_of_a_traced_interface_stands_there() => Rule.Reports(
        """
        interface I { [Traced] void M([Carrier] Dictionary<string, string> x); }
        class C : I { public void M([[|Carrier|]] Dictionary<string, string> x) { } }
        """);

    [Theory]
    [InlineData("Message")]
    [InlineData("object")]
    [InlineData("int")]
    [InlineData("Dictionary<string, int>")]
    [InlineData("Dictionary<int, string>")]
    [InlineData("List<Message>")]
    [InlineData("Span<string>")]
    [InlineData("IEnumerable<string>")]
    [InlineData("Activity")]
    public Task A_type_without_headers_carries_nothing(string type) => Rule.Reports(
        $"class C {{ [Traced] public void M([[|Carrier|]] {type} x) {{ }} }}", "it has no headers; name a member with Path");

    [Fact]
    public Task A_member_without_headers_carries_nothing() => Rule.Reports(
        "class C { [Traced] public void M([[|Carrier(Path = \"Body\")|]] Message x) { } [Traced] public void N([[|Carrier(Path = \"Body\", AsLink = true)|]] Message[] x) { } }",
        "it has no headers");

    [Theory]
    [InlineData("[[|Carrier(Path = \"Headers\")|]] List<Message> x")]
    [InlineData("[[|Carrier(Path = \"Sender\")|]] Message[] x")]
    [InlineData("[[|Carrier|]] IReadOnlyList<string> x")]
    public Task Several_messages_are_linked_to(string parameter) => Rule.Reports(
        $"class C {{ [Traced] public void M({parameter}) {{ }} }}", "a span has one parent, and these are several messages; link to them with AsLink = true");

    [Fact]
    public Task A_call_has_one_carrier() => Rule.Reports(
        "class C { [Traced] public void M([Carrier] string x, int y, [[|Carrier(AsLink = true)|]] string z) { } }",
        "[Carrier] on 'z' has no effect: a call has one carrier, and that is the parameter before");

    [Fact]
    public Task An_out_parameter_has_no_value() => Rule.Reports(
        "class C { [Traced] public void M([[|Carrier|]] out string x) => x = \"\"; }", "an out parameter has no value");

    [Fact]
    public Task A_builder_reads_what_the_body_uses_and_code_can_name() => Rule.Reports(
        """
        class C
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))] public async Task M([[|Carrier|]] string x) => await Task.Yield();
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))] public async Task N<T>([[|Carrier(Path = "Id", AsLink = true)|]] T[] x) where T : Message { await Task.Yield(); _ = x; }
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))] public async Task P<T>([Carrier(Path = "Id")] T x) where T : Message { await Task.Yield(); _ = x; }
            public async Task O()
            {
                await L("");
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))] async Task L([[|Carrier|]] string x) => await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task A_partial_method_is_reported_once() => Rule.Reports(
        "partial class C { [Traced] public partial void M([[|Carrier|]] int x); private void MCore(int x) { } }");

    [Theory]
    [InlineData("string x")]
    [InlineData("ActivityContext x")]
    [InlineData("ActivityContext? x")]
    [InlineData("HttpRequestHeaders x")]
    [InlineData("Dictionary<string, string> x")]
    [InlineData("IReadOnlyDictionary<string, string?> x")]
    [InlineData("SortedDictionary<string, object> x")]
    [InlineData("IReadOnlyDictionary<string, object?> x")]
    [InlineData("KeyValuePair<string, string>[] x")]
    [InlineData("in ActivityContext x")]
    public Task What_has_headers_carries(string parameter) => Rule.IsSilent(
        $"class C {{ [Traced] public void M([Carrier] {parameter}) {{ }} [Traced] public void N([Carrier(AsLink = true)] {parameter}) {{ }} }}");

    [Fact]
    public Task What_leads_to_headers_carries() => Rule.IsSilent(
        """
        class C
        {
            [Traced] public void M([Carrier(Path = "Headers")] Message x) { }
            [Traced] public void N([Carrier(Path = "Sender")] Message x) { }
            [Traced] public void O([Carrier(Path = "Headers", AsLink = true)] IReadOnlyCollection<Message> x) { }
            [Traced] public void P([Carrier(AsLink = true)] string[] x) { }
            [Traced] public void Q<T>([Carrier] T x) where T : class, IDictionary<string, string> { }
            public async Task R()
            {
                await L("");
                [Traced, AsyncMethodBuilder(typeof(TracedBuilder))] async Task L([Carrier] string x) { await Task.Yield(); _ = x; }
            }
        }
        [Traced] class D { public void M([Carrier] string x) { } }
        """);

    [Fact]
    public Task A_path_that_leads_nowhere_is_another_rules_business() => Rule.IsSilent(
        "class C { [Traced] public void M([Carrier(Path = \"Haeders\")] Message x) { } [Traced] public void N([Carrier(Path = \"Haeders\", AsLink = true)] Message[] x) { } }");

    [Fact]
    public Task Carriers_of_others_are_not_meant() => Rule.IsSilent(
        "namespace Other { class CarrierAttribute : Attribute; class C { public void M([Carrier] int x) { } } }");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { [Traced] public void M([Carrier] int x) { } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<CarrierCarriesNothing> { Compiles = false, Files = [("Types.cs", Types)] }.Reports(
        "class C { [Traced] public void M([Carrier] Missing x, [[|Carrier|]] y) { } [Traced] public void N([Carrier(Path = \"Gone.Body\")] Missing z");

    [Fact]
    public Task Top_level_code_is_analysed_too() => new RuleTest<CarrierCarriesNothing> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        M(1);
        [Traced] static void M([[|Carrier|]] int x) { }
        """);

    [Fact]
    public Task The_fix_links_to_several_messages() => Rule.Fixes<CarrierCarriesNothingFixer>(
        "class C { [Traced] public void M([Carrier(Path = \"Headers\")] List<Message> x) { } }",
        "class C { [Traced] public void M([Carrier(Path = \"Headers\", AsLink = true)] List<Message> x) { } }",
        "Link");

    [Fact]
    public Task The_fix_removes_the_attribute() => Rule.Fixes<CarrierCarriesNothingFixer>(
        "class C { [Traced] public void M([Carrier] int x, string y) { } }",
        "class C { [Traced] public void M(int x, string y) { } }",
        "Remove");

    [Fact]
    public Task Fix_all_links_each() => Rule.FixesAll<CarrierCarriesNothingFixer>(
        "class C { [Traced] public void M([Carrier] string[] x) { } [Traced] public void N([Carrier] List<string> x) { } }",
        "class C { [Traced] public void M([Carrier(AsLink = true)] string[] x) { } [Traced] public void N([Carrier(AsLink = true)] List<string> x) { } }",
        "Link");

    [Fact]
    public Task Fix_all_removes_every_one() => Rule.FixesAll<CarrierCarriesNothingFixer>(
        "class C { public void M([Carrier] string x) { } [Traced] public void N([Carrier] int x) { } }",
        "class C { public void M(string x) { } [Traced] public void N(int x) { } }",
        "Remove");
}
