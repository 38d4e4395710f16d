using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Faults;

/// <summary>INS3xx: names that backends refuse, or that nobody else uses.</summary>
public sealed class Naming
{
    private static readonly Meter Meter = new("Faults");

    // INS301: a name has no spaces. INS308: what is it?
    public static readonly Counter<long> Placed = Meter.CreateCounter<long>("orders placed", "{order}");

    // INS302: durations are in seconds.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("orders.duration", "ms", "How long an order takes.");

    // INS303: what kind it is, backends know.
    private static readonly Counter<long> Total = Meter.CreateCounter<long>("orders.returned_total", "{order}", "Orders that came back.");

    public static void Describe(Activity activity, string method)
    {
        // INS304: keys are in lower case, with dots and underscores.
        activity.SetTag("orderChannel", "web");

        // INS305: it has another name now.
        activity.SetTag("http.method", method);

        // INS306: a status code is a number.
        activity.SetTag("http.response.status_code", "200");

        // INS307: there is a constant for it.
        activity.SetTag("http.request.method", method);
        Duration.Record(1);
        Total.Add(1);
    }
}
