using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Cli.Output;

/// <summary>Replies as AWS's command prints them: what is ours alone, such as the etag, is left out.</summary>
internal static class AuditReply
{
    public static Members Of(AuditTask audit, TimeZoneInfo zone) => new()
    {
        { "taskStatus", Words.Of(audit) },
        { "taskType", Words.OfType(audit) },
        { "taskStartTime", audit.TaskStartTime is { } time ? IsoTime(time, zone) : null },
        { "taskStatistics", audit.TaskStatistics is { } statistics ? Statistics(statistics) : null },
        { "scheduledAuditName", audit.HasScheduledAuditName ? audit.ScheduledAuditName : null },
        { "auditDetails", audit.AuditDetails.Count > 0 ? Details(audit) : null },
    };

    /// <summary>One of the audits of a list.</summary>
    public static Members ListItem(AuditTask audit) => new()
    {
        { "taskId", audit.TaskId },
        { "taskStatus", Words.Of(audit) },
        { "taskType", Words.OfType(audit) },
    };

    /// <summary>An audit of nothing but examples.</summary>
    public static Members Skeleton() => new()
    {
        { "taskStatus", "taskStatus" },
        { "taskType", "taskType" },
        { "taskStartTime", new PlainTime(DateTimeOffset.UnixEpoch) },
        {
            "taskStatistics", Statistics(new()
            {
                TotalChecks = 0,
                InProgressChecks = 0,
                WaitingForDataCollectionChecks = 0,
                CompliantChecks = 0,
                NonCompliantChecks = 0,
                FailedChecks = 0,
                CanceledChecks = 0,
            })
        },
        { "scheduledAuditName", "scheduledAuditName" },
        {
            "auditDetails", new Members
            {
                {
                    "KeyName", Of(new AuditCheckDetails
                    {
                        UnrecognizedCheckRunStatus = "checkRunStatus",
                        CheckCompliant = true,
                        TotalResourcesCount = 0,
                        NonCompliantResourcesCount = 0,
                        SuppressedNonCompliantResourcesCount = 0,
                        ErrorCode = "errorCode",
                        Message = "message",
                    })
                },
            }
        },
    };

    private static Members Details(AuditTask audit)
    {
        // A proto map has no order, and AWS promises none: by name, then, so that two prints of one audit are the same.
        var names = new string[audit.AuditDetails.Count];
        audit.AuditDetails.Keys.CopyTo(names, 0);
        Array.Sort(names, StringComparer.Ordinal);
        var details = new Members();
        foreach (var name in names)
        {
            details.Add(name, Of(audit.AuditDetails[name]));
        }

        return details;
    }

    /// <summary>One of the checks of an audit.</summary>
    public static Members Of(AuditCheckDetails check) => new()
    {
        { "checkRunStatus", Words.Of(check) },
        { "checkCompliant", check.HasCheckCompliant ? check.CheckCompliant : null },
        { "totalResourcesCount", check.HasTotalResourcesCount ? check.TotalResourcesCount : null },
        { "nonCompliantResourcesCount", check.HasNonCompliantResourcesCount ? check.NonCompliantResourcesCount : null },
        {
            "suppressedNonCompliantResourcesCount",
            check.HasSuppressedNonCompliantResourcesCount ? check.SuppressedNonCompliantResourcesCount : null
        },
        { "errorCode", check.HasErrorCode ? check.ErrorCode : null },
        { "message", check.HasMessage ? check.Message : null },
    };

    private static Members Statistics(TaskStatistics counts) => new()
    {
        { "totalChecks", counts.HasTotalChecks ? (long)counts.TotalChecks : null },
        { "inProgressChecks", counts.HasInProgressChecks ? (long)counts.InProgressChecks : null },
        {
            "waitingForDataCollectionChecks",
            counts.HasWaitingForDataCollectionChecks ? (long)counts.WaitingForDataCollectionChecks : null
        },
        { "compliantChecks", counts.HasCompliantChecks ? (long)counts.CompliantChecks : null },
        { "nonCompliantChecks", counts.HasNonCompliantChecks ? (long)counts.NonCompliantChecks : null },
        { "failedChecks", counts.HasFailedChecks ? (long)counts.FailedChecks : null },
        { "canceledChecks", counts.HasCanceledChecks ? (long)counts.CanceledChecks : null },
    };

    /// <summary>ISO 8601 with the offset of the time zone; microseconds, rounded as AWS's command does, only if there are any.</summary>
    internal static string IsoTime(Timestamp time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone);
        local = local.AddMicroseconds(0.5);
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMicrosecond));
        return local.ToString(local.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.ffffffzzz");
    }
}
