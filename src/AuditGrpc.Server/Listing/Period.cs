using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Listing;

/// <summary>The period that a list is of.</summary>
internal readonly record struct Period(DateTimeOffset Start, DateTimeOffset End)
{
    // A list that begins at the very end of AWS's retention would be out of it by its second page. This long a list may take.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>Nothing that AWS still keeps can be in it, and AWS would refuse it.</summary>
    public bool IsEmpty => End < Start;

    /// <summary>Whether AWS would take it now.</summary>
    public bool IsKeptAt(DateTimeOffset now) => now - Start < AuditQuery.Retention;

    /// <summary>
    /// The period that a request means. A start that is absent or too early is as far back as AWS keeps audits; an end that is absent or
    /// to come is now.
    /// </summary>
    /// <exception cref="AuditFailure">The end is before the start, or one of them is no time.</exception>
    public static Period Of(Timestamp? startTime, Timestamp? endTime, DateTimeOffset now)
    {
        var start = Read(startTime, "start_time") ?? DateTimeOffset.MinValue;
        var end = Read(endTime, "end_time") ?? DateTimeOffset.MaxValue;
        if (end < start)
        {
            throw AuditFailure.InvalidField("end_time", "must not be before start_time");
        }

        var oldest = now - AuditQuery.Retention + Margin;
        var newest = AuditQuery.EndOf(now);
        return new Period(start < oldest ? oldest : start, end > newest ? newest : end);
    }

    private static DateTimeOffset? Read(Timestamp? time, string field)
    {
        try
        {
            return time?.ToDateTimeOffset();
        }
        catch (InvalidOperationException notATime)
        {
            throw AuditFailure.InvalidField(field, "must be a time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z", notATime);
        }
    }
}
