namespace AuditGrpc.Simulator;

/// <summary>
/// AWS's words for the states and types of audits and checks. They are strings, so that tests can use words that AWS does not have.
/// </summary>
public static class AuditWords
{
    /// <summary>An audit's or a check's status: it runs.</summary>
    public const string InProgress = "IN_PROGRESS";

    /// <summary>An audit's status: it finished.</summary>
    public const string Completed = "COMPLETED";

    /// <summary>An audit's or a check's status: it failed.</summary>
    public const string Failed = "FAILED";

    /// <summary>An audit's or a check's status: it was canceled.</summary>
    public const string Canceled = "CANCELED";

    /// <summary>A check's status: it has not begun.</summary>
    public const string WaitingForDataCollection = "WAITING_FOR_DATA_COLLECTION";

    /// <summary>A check's status: it finished, and all resources are compliant.</summary>
    public const string CompletedCompliant = "COMPLETED_COMPLIANT";

    /// <summary>A check's status: it finished, and some resource is not compliant.</summary>
    public const string CompletedNonCompliant = "COMPLETED_NON_COMPLIANT";

    /// <summary>An audit's type: somebody asked for it.</summary>
    public const string OnDemand = "ON_DEMAND_AUDIT_TASK";

    /// <summary>An audit's type: a schedule started it.</summary>
    public const string Scheduled = "SCHEDULED_AUDIT_TASK";
}
