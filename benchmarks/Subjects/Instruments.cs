using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Instruments;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>The same instruments three times: those that generated code has, those of the platform that we record, and those that the peer records.</summary>
internal static class Instruments
{
    public const string OurMeter = "Ours.Dynamic";
    public const string TheirMeter = "Theirs";

    public static readonly object[] Regions = ["north", "south", "east", "west"];
    public static readonly object[] Tiers = ["free", "team", "firm"];
    public static readonly object[] Flags = [true, false];
    public static readonly string[] Users = [.. Enumerable.Range(0, 256).Select(static i => string.Create(CultureInfo.InvariantCulture, $"user-{i}"))];

    private static readonly TelemetryScope Scope = TelemetryScope.Get("Ours.Metrics");
    private static readonly TagDimension Region = new("region", [.. Regions]);
    private static readonly TagDimension Tier = new("tier", [.. Tiers]);
    private static readonly TagDimension Flag = new("express", [.. Flags]);

    public static readonly Meter Ours = new(OurMeter);
    public static readonly Meter Theirs = new(TheirMeter);

    public static readonly BoundCounter<long> Ours0 = new(Scope, "c0", null, null, null);
    public static readonly BoundCounter<long> Ours1 = new(Scope, "c1", null, null, null, Region);
    public static readonly BoundCounter<long> Ours2 = new(Scope, "c2", null, null, null, Region, Tier);
    public static readonly BoundCounter<long> Ours3 = new(Scope, "c3", null, null, null, Region, Tier, Flag);
    public static readonly BoundHistogram<double> OursHistogram = new(Scope, "h2", null, null, null, null, Region, Tier);
    public static readonly KeyedCounter<long, User> OursKeyed = new(Scope, "k1", null, null, null);
    public static readonly KeyedCounter<long, UserAndTier> OursKeyed2 = new(Scope, "k2", null, null, null);
    public static readonly Counter<long> OursDynamic = Ours.CreateCounter<long>("d");
    public static readonly Histogram<double> OursDynamicHistogram = Ours.CreateHistogram<double>("dh");

    public static readonly Counter<long> Their = Theirs.CreateCounter<long>("c");
    public static readonly Histogram<double> TheirHistogram = Theirs.CreateHistogram<double>("h");

    public static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);

    public readonly record struct User(string Name) : ITags<User>
    {
        public static int MaxCount => 1;

        // As the build writes it.
        public override int GetHashCode() => TagHash.Fold(TagHash.Add(0, Name));

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("user", Name);
            return 1;
        }
    }

    public readonly record struct UserAndTier(string Name, string Tier) : ITags<UserAndTier>
    {
        public static int MaxCount => 2;

        // As the build writes it.
        public override int GetHashCode() => TagHash.Fold(TagHash.Add(TagHash.Add(0, Name), Tier));

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("user", Name);
            tags[1] = new("tier", Tier);
            return 2;
        }
    }
}
