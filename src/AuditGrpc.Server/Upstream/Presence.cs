using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Upstream;

/// <summary>Carries over what AWS reported, and leaves absent what it did not: setting a field makes it present.</summary>
internal static class Presence
{
    public static void Copy<T>(T? value, Action<T> set)
        where T : struct
    {
        if (value is { } present)
        {
            set(present);
        }
    }

    public static void Copy(string? value, Action<string> set)
    {
        if (value is not null)
        {
            set(value);
        }
    }

    public static void CopyAll(Dictionary<string, string>? values, MapField<string, string> map)
    {
        foreach (var (name, value) in values ?? [])
        {
            // A map has no place for null, and a name without a value is worth keeping.
            map.Add(name, value ?? "");
        }
    }

    /// <summary>The time, to the microsecond: the SDK reads seconds as a double, which makes 0.314 of them 0.3139998.</summary>
    public static Timestamp? ToTimestamp(DateTime? time)
    {
        const long Unit = TimeSpan.TicksPerMicrosecond;
        return time is { } present
            ? Timestamp.FromDateTime(new DateTime((present.ToUniversalTime().Ticks + (Unit / 2)) / Unit * Unit, DateTimeKind.Utc))
            : null;
    }
}
