using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Partial properties and indexers of many shapes: each attributed accessor is a wrapper of its core method, and the others call theirs.</summary>
public sealed class PartialPropertyTests
{
    [Theory]
    [InlineData("public partial decimal Total { [Traced] get; } private decimal GetTotalCore() => 1;")]
    [InlineData("public partial int P { [Traced, Counted, Timed, InFlight] get; [Traced] set; } private int GetPCore() => 1; private void SetPCore(int v) { }")]
    [InlineData("public partial int P { get; [Traced] private protected set; } private int GetPCore() => 1; private void SetPCore(int value) { }")]
    [InlineData("public required partial string? P { [return: Tag] [Counted] get; [param: Tag] [Counted] init; } private string? GetPCore() => null; private void SetPCore(string? value) { }")]
    [InlineData("internal static partial Task<int> P { [Traced] get; } private static async Task<int> GetPCore() { await Task.Yield(); return 1; }")]
    [InlineData("public virtual partial IEnumerable<int> P { [Traced] get; } private IEnumerable<int> GetPCore() { yield return 1; }")]
    [InlineData("public partial ref int P { [Traced] get; } private int[] _p = []; private ref int GetPCore() => ref _p[0];")]
    [InlineData("public partial ref readonly int P { [Traced, Timed] get; } private int[] _p = []; private ref readonly int GetPCore() => ref _p[0];")]
    [InlineData("public partial Span<int> P { [Traced] get; } private Span<int> GetPCore() => default;")]
    [InlineData("public unsafe partial int* P { [Traced] get; } private unsafe int* GetPCore() => null;")]
    [InlineData("public partial dynamic? @event { [Traced] get; [Traced] set; } private dynamic? GeteventCore() => 1; private void SeteventCore(dynamic? value) { }")]
    [InlineData("public partial int this[int i] { [Traced] get; } private int GetItemCore(int i) => i;")]
    [InlineData("public partial int this[[Tag] int i, in long value1 = 2, params string[] names] { [Traced] get; [Traced, Counted] set; } private int GetItemCore(int i, in long l, string[] n) => i; private void SetItemCore(int i, in long l, string[] n, int value) { }")]
    [InlineData("public partial int this[int i] { [Traced] get; } private int GetItemCore(int i) => i; public partial int this[string s] { [Traced] get; } private int GetItemCore(string s) => 1;")]
    [InlineData("[IndexerName(\"Line\")] public partial int this[int i] { [Traced] get; } private int GetLineCore(int i) => i;")]
    [InlineData("[Tag] public partial string Region { [Traced] get; } private string GetRegionCore() => \"\"; [Tag] public partial string Zone { [Traced] get; } private string GetZoneCore() => Region;")]
    public void A_property_of_that_shape(string members)
    {
        foreach (var version in new[] { LanguageVersion.CSharp13, LanguageVersion.Preview })
        {
            var run = Run.Over(Of($"public partial class Subject {{ {members} }}", version)).CompilesCleanly();

            Assert.Contains(run.Sources.Values, static text => text.Contains("_Observed(", StringComparison.Ordinal));
            Run.Over(Of($"public partial class Subject {{ {members} }}", version), ("InstrumentationEnabled", "false")).CompilesCleanly();
        }
    }

    [Theory]
    [InlineData("public partial struct Point { private int _x; public readonly partial int X { [Traced] get; } private readonly int GetXCore() => _x; public partial int Y { readonly get; [Traced] set; } private readonly int GetYCore() => 1; private void SetYCore(int y) => _x = y; }")]
    [InlineData("public ref partial struct View(Span<int> x) { private Span<int> _x = x; [UnscopedRef] public partial ref int X { [Traced] get; } [UnscopedRef] private ref int GetXCore() => ref _x[0]; }")]
    [InlineData("public partial struct Cell { private int _x; public partial ref int X { [Traced, UnscopedRef] get; } [UnscopedRef] private ref int GetXCore() => ref _x; }")]
    [InlineData("public partial record Box<T>(T Value) where T : class { public partial T? Other { [Traced] get; } private T? GetOtherCore() => Value; partial class Deep<U> { public static partial (T, U)? P { [Traced] get; } private static (T, U)? GetPCore() => null; } }")]
    [InlineData("public partial class Base { public virtual partial int P { [Traced] get; } private int GetPCore() => 1; } public partial class Derived : Base { public sealed override partial int P { [Traced] get; } private int GetPCore() => base.P; }")]
    [InlineData("public interface IShape { int Area { get; } } public partial class Shape : IShape { public partial int Area { [Traced] get; } private int GetAreaCore() => 1; }")]
    public void A_property_of_a_type_of_that_shape(string types) => Run.Over(Of(types, LanguageVersion.Preview)).CompilesCleanly();

    [Fact]
    public void What_an_accessor_is_called_is_what_the_compiler_calls_it()
    {
        var run = Run.Over(Of(
            "public partial class Orders { public partial int Total { [Traced, Counted] get; [Traced] init; } private int GetTotalCore() => 1; private void SetTotalCore(int value) { } }",
            LanguageVersion.CSharp13));

        var text = Assert.Single(run.Sources).Value;
        Assert.Contains("\"Orders.Total.get\"", text, StringComparison.Ordinal);
        Assert.Contains("\"shop.orders.total.get.calls\"", text, StringComparison.Ordinal);
        Assert.Contains("\"Orders.Total.init\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_without_core_method_is_implemented_so_that_the_rule_speaks() =>
        Run.Over(Of("public partial class Orders { public partial int Total { [Traced] get; set; } private int GetTotalCore() => 1; }", LanguageVersion.CSharp13)).CompilesCleanly();

    [Theory]
    [InlineData("public partial int Total { [Traced] get; } public partial int Total => 1;")]
    [InlineData("public int Total { [Traced] get => 1; }")]
    [InlineData("public event Action E { [Traced] add { } remove { } }")]
    public void Other_accessors_are_left_alone(string member) =>
        Assert.Empty(Run.Over(Of($"public partial class Orders {{ {member} }}", LanguageVersion.CSharp13)).CompilesCleanly().Sources);

    [Fact]
    public void A_property_that_another_generator_implements_is_left_to_it()
    {
        var run = Run.Over(Of(
            "public class ObservableAttribute : Attribute; public partial class Orders { [Observable] public partial int Total { [Traced] get; set; } }", LanguageVersion.CSharp13));

        Assert.Empty(run.Sources);
    }

    private static Project Of(string types, LanguageVersion version) => Project.Of("Shop", version, [], $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Instrumentation;
        namespace Shop;
        {{types}}
        """).With(static c => c.WithOptions(c.Options.WithAllowUnsafe(true)));
}
