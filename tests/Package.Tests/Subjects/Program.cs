using Subject;

using var observer = Observer.Start();
var orders = new Orders();
Observer.Write($"placed {orders.Place(express: true, 4)}");
Observer.Write($"shipped {await orders.ShipAsync(4).ConfigureAwait(true)}");
#if NEWEST
Observer.Write($"twice {4.Doubled}");
#endif
