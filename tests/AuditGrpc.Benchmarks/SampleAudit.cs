using AuditGrpc.Simulator;

namespace AuditGrpc.Benchmarks;

/// <summary>Audits of 14 checks; and one that is small.</summary>
internal static class SampleAudit
{
    private static readonly string[] Checks =
    [
        "AUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK",
        "CA_CERTIFICATE_EXPIRING_CHECK",
        "CA_CERTIFICATE_KEY_QUALITY_CHECK",
        "CONFLICTING_CLIENT_IDS_CHECK",
        "DEVICE_CERTIFICATE_EXPIRING_CHECK",
        "DEVICE_CERTIFICATE_KEY_QUALITY_CHECK",
        "DEVICE_CERTIFICATE_SHARED_CHECK",
        "IOT_POLICY_OVERLY_PERMISSIVE_CHECK",
        "IOT_ROLE_ALIAS_ALLOWS_ACCESS_TO_UNUSED_SERVICES_CHECK",
        "IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK",
        "LOGGING_DISABLED_CHECK",
        "REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK",
        "REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK",
        "UNAUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK",
    ];

    public static AuditState Finished => Of(AuditWords.Completed, CheckState.Finished(1250, nonCompliant: 12, suppressed: 3), Checks);

    public static AuditState Running => Of(AuditWords.InProgress, CheckState.Unfinished(AuditWords.InProgress), Checks);

    /// <summary>Some 200 bytes, as AuditGrpc sends it.</summary>
    public static AuditState Small => Of(AuditWords.InProgress, CheckState.Unfinished(AuditWords.InProgress), Checks[^2..]);

    private static AuditState Of(string status, CheckState check, string[] checks) => new AuditState
    {
        TaskStatus = status,
        TaskType = AuditWords.OnDemand,
        TaskStartTime = TimeProvider.System.GetUtcNow(),
    }.WithChecks(checks.ToDictionary(name => name, _ => check));
}
