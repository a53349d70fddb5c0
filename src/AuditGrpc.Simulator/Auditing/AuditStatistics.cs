namespace AuditGrpc.Simulator;

/// <summary>How many of an audit's checks are in each state.</summary>
public sealed record AuditStatistics
{
    /// <summary>All checks.</summary>
    public int? TotalChecks { get; init; }

    /// <summary>The checks in progress.</summary>
    public int? InProgressChecks { get; init; }

    /// <summary>The checks waiting for data collection.</summary>
    public int? WaitingForDataCollectionChecks { get; init; }

    /// <summary>The checks that found only compliant resources.</summary>
    public int? CompliantChecks { get; init; }

    /// <summary>The checks that found a noncompliant resource.</summary>
    public int? NonCompliantChecks { get; init; }

    /// <summary>The checks that failed.</summary>
    public int? FailedChecks { get; init; }

    /// <summary>The checks that did not finish because the audit was canceled.</summary>
    public int? CanceledChecks { get; init; }

    /// <summary>
    /// The statistics that agree with these checks. A check with a word that AWS does not have counts in the total alone.
    /// </summary>
    public static AuditStatistics Of(IReadOnlyDictionary<string, CheckState> checks)
    {
        int Count(string status) => checks.Values.Count(check => check.CheckRunStatus == status);

        return new()
        {
            TotalChecks = checks.Count,
            InProgressChecks = Count(AuditWords.InProgress),
            WaitingForDataCollectionChecks = Count(AuditWords.WaitingForDataCollection),
            CompliantChecks = Count(AuditWords.CompletedCompliant),
            NonCompliantChecks = Count(AuditWords.CompletedNonCompliant),
            FailedChecks = Count(AuditWords.Failed),
            CanceledChecks = Count(AuditWords.Canceled),
        };
    }
}
