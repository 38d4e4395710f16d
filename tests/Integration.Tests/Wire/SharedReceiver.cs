using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>A receiver for all tests of a class, which know their own spans from those of others.</summary>
public sealed class SharedReceiver : IAsyncLifetime
{
    internal Receiver Receiver { get; private set; } = null!;

    public async Task InitializeAsync() => Receiver = await Receiver.StartAsync();

    public async Task DisposeAsync() => await Receiver.DisposeAsync();

    /// <summary>Sends a span to the receiver while it answers so.</summary>
    internal async Task<(SendResult Result, IReadOnlyList<Received> Requests)> SendAsync(
        OtlpSettings settings, Fault fault, CancellationToken cancellation = default)
    {
        await Receiver.AnswerAsync(fault);
        try
        {
            await using var destination = OtlpDestination.Create(settings);
            var parcel = Parcels.Spans(settings, out var ids, count: 10);
            return (await destination.SendAsync(parcel, cancellation), Receiver.RequestsWith(ids));
        }
        finally
        {
            await Receiver.AnswerAsync(Fault.None);
        }
    }
}
