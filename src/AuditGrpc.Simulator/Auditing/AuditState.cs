namespace AuditGrpc.Simulator;

/// <summary>An audit as AWS's DescribeAuditTask answers it, member for member. A member that is null is left out of the reply.</summary>
public sealed record AuditState
{
    /// <summary>How far the audit has got: see <see cref="AuditWords"/>.</summary>
    public string? TaskStatus { get; init; }

    /// <summary>What started the audit: see <see cref="AuditWords"/>.</summary>
    public string? TaskType { get; init; }

    /// <summary>When the audit started; AWS tells it to the millisecond.</summary>
    public DateTimeOffset? TaskStartTime { get; init; }

    /// <summary>How many checks are in each state.</summary>
    public AuditStatistics? TaskStatistics { get; init; }

    /// <summary>The scheduled audit that this is a run of.</summary>
    public string? ScheduledAuditName { get; init; }

    /// <summary>What each check found, by the check's name.</summary>
    public IReadOnlyDictionary<string, CheckState>? AuditDetails { get; init; }

    /// <summary>The same audit with these checks, and with statistics that agree with them.</summary>
    public AuditState WithChecks(IReadOnlyDictionary<string, CheckState> checks) =>
        this with { AuditDetails = checks, TaskStatistics = AuditStatistics.Of(checks) };
}

/// <summary>What one check of an audit found.</summary>
public sealed record CheckState
{
    /// <summary>How far the check has got: see <see cref="AuditWords"/>.</summary>
    public string? CheckRunStatus { get; init; }

    /// <summary>Whether the check is complete and all resources are compliant.</summary>
    public bool? CheckCompliant { get; init; }

    /// <summary>The resources checked.</summary>
    public long? TotalResourcesCount { get; init; }

    /// <summary>The resources that are not compliant.</summary>
    public long? NonCompliantResourcesCount { get; init; }

    /// <summary>The resources that are not compliant, and suppressed.</summary>
    public long? SuppressedNonCompliantResourcesCount { get; init; }

    /// <summary>Why the check failed: AWS documents INSUFFICIENT_PERMISSIONS and AUDIT_CHECK_DISABLED.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>AWS's text about the failure.</summary>
    public string? Message { get; init; }

    /// <summary>A check that finished: compliant if <paramref name="nonCompliant"/> is 0, whatever is suppressed.</summary>
    public static CheckState Finished(long total, long nonCompliant = 0, long? suppressed = 0) => new()
    {
        CheckRunStatus = nonCompliant == 0 ? AuditWords.CompletedCompliant : AuditWords.CompletedNonCompliant,
        CheckCompliant = nonCompliant == 0,
        TotalResourcesCount = total,
        NonCompliantResourcesCount = nonCompliant,
        SuppressedNonCompliantResourcesCount = suppressed,
    };

    /// <summary>A check that failed.</summary>
    public static CheckState Failed(string errorCode, string message) => new()
    {
        CheckRunStatus = AuditWords.Failed,
        CheckCompliant = false,
        ErrorCode = errorCode,
        Message = message,
    };

    /// <summary>A check that waits, runs without having found anything, or was canceled.</summary>
    public static CheckState Unfinished(string status) => new() { CheckRunStatus = status, CheckCompliant = false };
}
