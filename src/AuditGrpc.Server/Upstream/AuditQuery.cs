using AuditGrpc.V1;

namespace AuditGrpc.Server.Upstream;

/// <summary>A page of audits as AWS is asked for it.</summary>
/// <param name="Start">The period's beginning, within AWS's retention.</param>
/// <param name="End">The period's end.</param>
/// <param name="Status">Only audits with this status; any, if unspecified.</param>
/// <param name="Type">Only audits of this type; any, if unspecified.</param>
/// <param name="MaxResults">How many audits to return at most, 1 to 250.</param>
/// <param name="NextToken">AWS's token for the page; none for the first.</param>
internal sealed record AuditQuery(
    DateTimeOffset Start, DateTimeOffset End, AuditTaskStatus Status, AuditTaskType Type, int MaxResults, string? NextToken)
{
    /// <summary>The most that AWS returns at once.</summary>
    public const int MostResults = 250;

    /// <summary>How long AWS keeps audits, and refuses a period that begins earlier.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(90);

    /// <summary>The end of a period up to now: what has started within this second is in it, even if AWS takes no fractions.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset now) => now.AddTicks(TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond));
}
