using System.Globalization;

namespace AuditGrpc.Cli.Input;

/// <summary>The times that AWS's command takes: ISO 8601, in UTC unless it says otherwise, and seconds since 1970.</summary>
internal static class InputTime
{
    // The years 1 to 9999.
    private const double FirstSecond = -62135596800;
    private const double LastSecond = 253402300799;

    /// <returns>The time, or null if it is none.</returns>
    public static DateTimeOffset? Parse(object value) => value switch
    {
        long seconds => FromSeconds(seconds),
        double seconds => FromSeconds(seconds),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) => FromSeconds(seconds),
        string text when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        _ => null,
    };

    private static DateTimeOffset? FromSeconds(double seconds) => seconds is >= FirstSecond and <= LastSecond
        ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
        : null;
}
