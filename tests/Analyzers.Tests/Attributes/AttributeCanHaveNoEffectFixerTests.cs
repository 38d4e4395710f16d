using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class AttributeCanHaveNoEffectFixerTests
{
    private static readonly RuleTest<AttributeCanHaveNoEffect> Rule = new();

    [Fact]
    public Task The_fix_removes_the_attribute() => Rule.Fixes<AttributeCanHaveNoEffectFixer>(
        """
        class Orders
        {
            /// <summary>All of them.</summary>
            [Traced]
            public System.Collections.IEnumerable All() => null!;
        }
        """,
        """
        class Orders
        {
            /// <summary>All of them.</summary>
            public System.Collections.IEnumerable All() => null!;
        }
        """,
        "Remove");

    [Fact]
    public Task Fix_all_removes_attributes_everywhere() => Rule.FixesAll<AttributeCanHaveNoEffectFixer>(
        """
        class Orders
        {
            [Traced, Counted]
            public System.Collections.IEnumerable All() => null!;

            [Obsolete, Traced]
            public System.Collections.IEnumerable Some() => null!;

            public int Sum()
            {
                var twice = [Traced] (int x) => 2 * x;
                return One() + twice(2);

                [Traced]
                int One() => 1;
            }
        }
        """,
        """
        class Orders
        {
            public System.Collections.IEnumerable All() => null!;

            [Obsolete]
            public System.Collections.IEnumerable Some() => null!;

            public int Sum()
            {
                var twice = (int x) => 2 * x;
                return One() + twice(2);

                int One() => 1;
            }
        }
        """,
        "Remove");

    [Fact]
    public Task The_fix_makes_the_method_partial() => Rule.Fixes<AttributeCanHaveNoEffectFixer>(
        """
        namespace Shop;

        // Holds things.
        internal class Box<T>
            where T : class
        {
            private int _count;

            /// <summary>Puts it in.</summary>
            [Traced("put")]
            [Obsolete]
            private async Task<int> Put<TKey>([Tag("box.key")] TKey key, Label label, T? value = null)
                where TKey : notnull
            {
                // Counts.
                await Task.Yield();
                return ++_count;
            }

            public int Count => _count;

            private sealed class Label;
        }
        """,
        """
        namespace Shop;

        // Holds things.
        internal partial class Box<T>
            where T : class
        {
            private int _count;

            /// <summary>Puts it in.</summary>
            [Traced("put")]
            [Obsolete]
            private partial Task<int> Put<TKey>([Tag("box.key")] TKey key, Label label, T? value = null)
                where TKey : notnull;

            private async Task<int> PutCore<TKey>(TKey key, Label label, T? value)
                where TKey : notnull
            {
                // Counts.
                await Task.Yield();
                return ++_count;
            }

            public int Count => _count;

            private sealed class Label;
        }
        """,
        "MakePartial");

    [Fact]
    public Task Fix_all_makes_methods_partial_and_each_type_once() => Rule.FixesAll<AttributeCanHaveNoEffectFixer>(
        """
        static class Sums<T>
        {
            [Traced, Counted]
            static int Add(int x) => x;

            static class Inner
            {
                [Traced] static void Sub() { }
            }
        }
        """,
        """
        static partial class Sums<T>
        {
            [Traced, Counted]
            private static partial int Add(int x);

            private static int AddCore(int x) => x;

            static partial class Inner
            {
                [Traced] private static partial void Sub();

                private static void SubCore() { }
            }
        }
        """,
        "MakePartial");

    [Fact]
    public Task Partial_is_offered_where_it_helps_and_works() => Task.WhenAll(
        Rule.Offers<AttributeCanHaveNoEffectFixer>("static class Box<T> { [Traced] private static void Put() { } }", "MakePartial", "Remove"),
        Rule.Offers<AttributeCanHaveNoEffectFixer>("static class Box<T> { [Traced] private static void Put() { } static void PutCore() { } }", "Remove"),
        Rule.Offers<AttributeCanHaveNoEffectFixer>("interface IBox { [Traced] private void Put(Secret secret) { } private class Secret; }", "Remove"),
        Rule.Offers<AttributeCanHaveNoEffectFixer>("class Box { [Traced] public System.Collections.IEnumerable All() => null!; }", "Remove"));

    [Fact]
    public Task The_fix_leaves_the_method_out_of_its_types_attribute() => Rule.Fixes<AttributeCanHaveNoEffectFixer>(
        """
        [Traced]
        class Orders
        {
            public void Place() { }

            /// <summary>All of them.</summary>
            public System.Collections.IEnumerable All() => null!;
        }
        """,
        """
        [Traced]
        class Orders
        {
            public void Place() { }

            /// <summary>All of them.</summary>
            [NotInstrumented]
            public System.Collections.IEnumerable All() => null!;
        }
        """,
        "LeaveOut");

    [Fact]
    public Task The_fix_gives_an_async_local_function_its_builder() => Rule.Fixes<AttributeCanHaveNoEffectFixer>(
        """
        using System;

        class Orders
        {
            public async Task<int> Sum(int id)
            {
                return await One(id);

                [Traced]
                async Task<int> One([Tag] int x)
                {
                    await Task.Yield();
                    return x;
                }
            }
        }
        """,
        """
        using System;
        using System.Runtime.CompilerServices;

        class Orders
        {
            public async Task<int> Sum(int id)
            {
                return await One(id);

                [Traced, AsyncMethodBuilder(typeof(TracedBuilder<>))]
                async Task<int> One([Tag] int x)
                {
                    await Task.Yield();
                    return x;
                }
            }
        }
        """,
        "AddBuilder");

    [Fact]
    public Task Fix_all_gives_each_method_the_builder_of_what_it_returns() => Rule.FixesAll<AttributeCanHaveNoEffectFixer>(
        """
        static class Orders<T>
        {
            [Traced]
            private static async Task One() => await Task.Yield();

            [Traced, Counted]
            private static async ValueTask Two() => await Task.Yield();

            [Traced]
            private static async ValueTask<int> Three() => await Task.FromResult(3);

            public static Task All() => Task.WhenAll(One(), Two().AsTask(), Three().AsTask());
        }
        """,
        """
        using System.Runtime.CompilerServices;

        static class Orders<T>
        {
            [Traced, AsyncMethodBuilder(typeof(TracedBuilder))]
            private static async Task One() => await Task.Yield();

            [Traced, Counted, AsyncMethodBuilder(typeof(TracedValueTaskBuilder))]
            private static async ValueTask Two() => await Task.Yield();

            [Traced, AsyncMethodBuilder(typeof(TracedValueTaskBuilder<>))]
            private static async ValueTask<int> Three() => await Task.FromResult(3);

            public static Task All() => Task.WhenAll(One(), Two().AsTask(), Three().AsTask());
        }
        """,
        "AddBuilder");
}
