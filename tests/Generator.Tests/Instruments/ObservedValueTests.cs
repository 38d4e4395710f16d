using Instrumentation.Generator.Tests.Harness;

namespace Instrumentation.Generator.Tests.Instruments;

/// <summary>What is written for members that are asked for values, as text beside this file, and in which shapes it compiles.</summary>
public sealed class ObservedValueTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.Metrics;
        using Instrumentation;

        namespace Shop;

        public enum Region { Eu, Us }

        """;

    [Theory]
    [InlineData("Statics", """
        public static class Queue
        {
            [Gauge("queue.length", Unit = "{item}", CardinalityLimit = 5)] public static int Length => 1;
            [ObservableCounter] public static decimal? Done() => null;
        }
        """)]
    [InlineData("HiddenStatics", "internal partial struct Queue { [ObservableUpDownCounter] private static double Length { get; set; } }")]
    [InlineData("Objects", """
        public sealed partial class Pool
        {
            public Pool() => StartObserving();

            [Tag("pool.name")] public string Name => "a";

            [Tag] private readonly Region? _region = Region.Eu;

            [Gauge("pool.size", Unit = "{connection}", Description = "Connections.")] public int Size => 1;

            [ObservableCounter] private IEnumerable<Measurement<long>> Opened() => [];
        }
        """)]
    public void Snapshots(string kind, string type) => Snapshot.Verify(Run.Over(Project.Of("//Shop.cs\n" + Head + type)).CompilesCleanly(), kind);

    [Theory]
    [InlineData("byte")]
    [InlineData("uint")]
    [InlineData("float?")]
    [InlineData("decimal")]
    [InlineData("decimal?")]
    [InlineData("Measurement<int>")]
    [InlineData("Measurement<double>?")]
    [InlineData("IEnumerable<Measurement<decimal>>")]
    [InlineData("List<Measurement<byte>>?")]
    [InlineData("Measurement<float>[]")]
    public void Of_any_type_that_can_be_measured(string type)
    {
        var run = Run.Over(Project.Of($$"""
            {{Head}}
            public partial class Pool<T>
            {
                [Tag] private Region Region => default;
                [Tag(Path = "Length")] private string Name => "";
                [Tag(Values = new object[] { 1, 2 })] protected int Kind { get; }
                [Tag(On = On.Span)] private T Not => default!;
                [Gauge] private {{type}} Value => default!;
                [ObservableUpDownCounter] internal virtual {{type}} Other() => default!;
                public Pool() => StartObserving();
            }
            public sealed partial class Derived : Pool<int>
            {
                [Gauge] public int More => 1;
                internal override {{type}} Other() => default!;
                public Derived() => StartObserving();
            }
            public partial interface IQueue
            {
                [Gauge] private static {{type}} Value => default!;
                [ObservableCounter] public static {{type}} Other() => default!;
            }
            """)).CompilesCleanly();

        Assert.Equal(
            ["InstrumentationObservedStatics.g.cs", "Shop_Derived.Instruments.g.cs", "Shop_IQueue.Instruments.g.cs", "Shop_Pool_1.Instruments.g.cs"],
            run.Sources.Keys);
    }

    [Theory]
    [InlineData("public partial class A { [Gauge] public string Value => \"\"; }")]
    [InlineData("public partial class A { [Gauge] public ulong Value => 1; }")]
    [InlineData("public partial class A { [Gauge] public Measurement<uint> Value => default; }")]
    [InlineData("public partial class A { [Gauge] public int Value { set { } } }")]
    [InlineData("public partial class A { [Gauge] public int Value(int i) => i; }")]
    [InlineData("public partial class A { [Gauge] public int Value<T>() => 1; }")]
    [InlineData("public partial class A { [Gauge] public int this[int i] => i; }")]
    [InlineData("public class A { [Gauge] public int Value => 1; }")]
    [InlineData("public class A { [Gauge] private static int Value => 1; }")]
    [InlineData("public partial struct A { [Gauge] public int Value => 1; }")]
    [InlineData("public partial interface A { [Gauge] public int Value => 1; }")]
    [InlineData("public interface A { [Gauge] public static virtual int Value => 1; }")]
    [InlineData("public partial class A<T> { [Gauge] public static int Value => 1; }")]
    [InlineData("public partial class A { private partial class B { [Gauge] public static int Value => 1; } }")]
    [InlineData("file partial class A { [Gauge] public static int Value => 1; }")]
    public void What_can_not_be_asked_is_left_alone(string type) =>
        Assert.Empty(Run.Over(Project.Of(Head + type)).CompilesCleanly().Sources);

    [Fact]
    public void A_project_that_is_switched_off_asks_nobody()
    {
        var run = Run.Over(
            Project.Of(Head + "public partial class A { [Gauge] public static int Value => 1; [Gauge] public int Other => 1; public A() => StartObserving(); }"),
            ("InstrumentationEnabled", "false")).CompilesCleanly();

        Assert.DoesNotContain("Scope", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }
}
