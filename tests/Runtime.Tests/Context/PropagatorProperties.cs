using System.Diagnostics;
using System.Text;
using FsCheck.Fluent;
using Instrumentation.Context;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Context;

/// <summary>What holds for every propagator whatever it is given.</summary>
public sealed class PropagatorProperties
{
    private static readonly TextMapPropagator[] TraceFormats =
    [
        new W3CTraceContextPropagator(),
        new B3TraceContextPropagator(),
        new B3TraceContextPropagator(multipleHeaders: true),
        new JaegerTraceContextPropagator(),
    ];

    [Fact]
    public void A_span_comes_back_as_it_went() => Hostile.Holds(Hostile.Span, static span =>
    {
        foreach (var propagator in TraceFormats)
        {
            var back = propagator.Read(propagator.Write(span)).ActivityContext;
            var isW3C = propagator is W3CTraceContextPropagator;

            Assert.Equal((span.TraceId, span.SpanId), (back.TraceId, back.SpanId));
            Assert.Equal((int)span.TraceFlags & (isW3C ? 3 : 1), (int)back.TraceFlags);
            Assert.Equal(isW3C ? TraceState.Limit(span.TraceState) : null, back.TraceState);
            Assert.True(back.IsRemote);
        }
    });

    [Fact]
    public void Baggage_comes_back_as_it_went_as_far_as_it_fits() => Hostile.Holds(Hostile.Baggage, static entries =>
    {
        var propagator = new W3CBaggagePropagator();
        var headers = propagator.Write(default, Baggage.Create(entries));
        var back = propagator.Read(headers).Baggage.GetBaggage();

        // Half a surrogate pair has no UTF-8: it is the replacement character's.
        Assert.All(back, entry => Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(entries[entry.Key])), entry.Value));
        var room = 8_192 - (headers.GetValueOrDefault("baggage")?.Length ?? 0);
        Assert.All(entries.Where(entry => !back.ContainsKey(entry.Key)), entry => Assert.True(
            !BaggageText.IsKey(entry.Key) || back.Count == 64 || $",{entry.Key}=".Length + (3 * Encoding.UTF8.GetByteCount(entry.Value)) > room));
    });

    [Fact]
    public void Nothing_is_thrown_and_nothing_invented_whatever_comes()
    {
        var found = 0;
        Hostile.Holds(Hostile.AllHeaders, headers =>
        {
            foreach (var propagator in TraceFormats)
            {
                var span = propagator.Read(headers).ActivityContext;
                if (span == default)
                    continue;

                found++;
                Assert.True(ContextIds.IsValid(span));
                Assert.Contains(headers, header => Has(header.Values[0], span.TraceId.ToHexString()));
                Assert.Contains(headers, header => Has(header.Values[0], span.SpanId.ToHexString()));
            }
        });

        Assert.True(found > 1_000, $"Only {found} of what came was well-formed: this proves little.");

        static bool Has(string header, string id) => Uri.UnescapeDataString(header).Contains(id.TrimStart('0'), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_baggage_comes_its_entries_are_the_headers_own_and_go_on_as_they_came()
    {
        var found = 0;
        Hostile.Holds(Hostile.ValueOf("baggage"), header =>
        {
            var propagator = new W3CBaggagePropagator();
            var baggage = propagator.Read(("baggage", [header])).Baggage;
            found += baggage.Count;

            Assert.All(baggage.GetBaggage().Keys, key => Assert.Contains(key, header, StringComparison.Ordinal));
            Assert.Equal(baggage, propagator.Read(propagator.Write(default, baggage)).Baggage);
        });

        Assert.True(found > 500, $"Only {found} entries were well-formed: this proves little.");
    }

    [Fact]
    public void Whatever_state_comes_what_is_left_of_it_is_well_formed_and_stays()
    {
        var found = 0;
        Hostile.Holds(Hostile.ValueOf("tracestate"), header =>
        {
            if (TraceState.Limit(header) is not { } state)
                return;

            found++;
            Assert.Same(state, TraceState.Limit(state));
            Assert.InRange(state.Length, 1, 512);
            Assert.All(state.Split(','), member => Assert.Contains(member, header, StringComparison.Ordinal));
        });

        Assert.True(found > 300, $"Only {found} of what came was well-formed: this proves little.");
    }

    [Fact]
    public void What_is_written_is_printable_and_has_the_fields_names() =>
        Hostile.Holds(from span in Hostile.Span from entries in Hostile.Baggage select (span, entries), static context =>
        {
            foreach (var propagator in TraceFormats.Append(new W3CBaggagePropagator()))
            {
                var headers = propagator.Write(context.span, Baggage.Create(context.entries));

                Assert.All(headers.Keys, name => Assert.Contains(name, propagator.Fields!));
                Assert.All(headers.Values, value => Assert.InRange(value.Length, 1, 8_192));
                Assert.All(headers.Values, value => Assert.False(value.AsSpan().ContainsAnyExceptInRange(' ', '~'), value));
            }
        });
}
