using System.Buffers.Text;
using System.Text;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>An event of 200 bytes that carries its time, to be found in whatever a server sends around it.</summary>
internal static class Payload
{
    public const int Length = 200;
    private const int Digits = 16;

    private static ReadOnlySpan<byte> Mark => "@event="u8;

    public static string Now() =>
        FormattableString.Invariant($"@event={TimeProvider.System.GetUtcNow().UtcTicks:x16}").PadRight(Length, '.');

    /// <summary>Takes the next event's time out of what was received; false if there is none yet.</summary>
    /// <param name="received">What was received.</param>
    /// <param name="eventTime">The event's time.</param>
    /// <param name="read">What need not be looked at again.</param>
    public static bool TryRead(ReadOnlySpan<byte> received, out DateTimeOffset eventTime, out int read)
    {
        eventTime = default;
        var start = received.IndexOf(Mark);
        if (start < 0 || received.Length < start + Mark.Length + Digits)
        {
            read = start < 0 ? Math.Max(0, received.Length - Mark.Length) : start;
            return false;
        }

        if (!Utf8Parser.TryParse(received.Slice(start + Mark.Length, Digits), out long ticks, out _, 'x'))
        {
            throw new FormatException($"Not an event: {Encoding.UTF8.GetString(received)}");
        }

        eventTime = new DateTimeOffset(ticks, TimeSpan.Zero);
        read = start + Mark.Length + Digits;
        return true;
    }
}
