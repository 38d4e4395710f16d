using Instrumentation;
using Shop.Contracts;

namespace Shop.Service.Ordering;

/// <summary>
/// Where orders are kept. Around whichever implementation is registered, <c>AddInstrumentationDecorators</c> puts the generated decorator.
/// </summary>
[Traced(Decorate = true), Timed(Description = "How long the books take.")]
internal interface IOrderRepository
{
    [return: Tag("order.id", Path = nameof(Order.Id))]
    Task<Order> Add(OrderRequest request, decimal total);

    Task<Order?> Find([Tag("order.id")] string id);
}
