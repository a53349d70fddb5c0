namespace AuditGrpc.Simulator;

/// <summary>The audits of <see cref="SimulatedAudits"/>.</summary>
internal static class SeedAudits
{
    private const string PermissionsText = "The role for audits lacks iot:ListCertificates.";

    public static void AddTo(Audits audits, SimulatorOptions options, DateTimeOffset now)
    {
        // Replies to audits of 2019 have no suppressed counts: AWS added them later.
        audits.Put(SimulatedAudits.Documented, OnDemand(AuditWords.Completed, DateTimeOffset.FromUnixTimeMilliseconds(1560356923434), new()
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(0, suppressed: null),
            ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(6, suppressed: null),
            ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = CheckState.Finished(0, suppressed: null),
        }));
        audits.Put(SimulatedAudits.NonCompliant, OnDemand(AuditWords.Completed, now.AddHours(-1), new()
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2),
            ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(1250, nonCompliant: 12),
            ["LOGGING_DISABLED_CHECK"] = CheckState.Finished(1, nonCompliant: 1),
        }));
        audits.Put(SimulatedAudits.Failed, OnDemand(AuditWords.Failed, now.AddHours(-2), new()
        {
            ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Failed("INSUFFICIENT_PERMISSIONS", PermissionsText),
            ["REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK"] = CheckState.Failed("INSUFFICIENT_PERMISSIONS", PermissionsText),
        }));
        audits.Put(SimulatedAudits.Canceled, OnDemand(AuditWords.Canceled, now.AddHours(-3), new()
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2),
            ["CONFLICTING_CLIENT_IDS_CHECK"] = CheckState.Finished(1200, nonCompliant: 4),
            ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Unfinished(AuditWords.Canceled),
            ["LOGGING_DISABLED_CHECK"] = CheckState.Unfinished(AuditWords.Canceled),
        }));
        audits.Put(SimulatedAudits.Scheduled, Scheduled("DailyAudit", OnDemand(AuditWords.Completed, now.AddDays(-1), new()
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2),
            ["DEVICE_CERTIFICATE_KEY_QUALITY_CHECK"] = CheckState.Finished(1250),
        })));
        audits.Put(SimulatedAudits.Suppressed, OnDemand(AuditWords.Completed, now.AddDays(-2), new()
        {
            ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(1250, suppressed: 2),
            ["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"] = CheckState.Finished(18, suppressed: 5),
        }));
        audits.Put(SimulatedAudits.PartlyFailed, OnDemand(AuditWords.Completed, now.AddDays(-3), new()
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2),
            ["DEVICE_CERTIFICATE_AGE_CHECK"] = CheckState.Failed("AUDIT_CHECK_DISABLED", "The check was disabled before it ran."),
        }));
        audits.Run(SimulatedAudits.Running, new()
        {
            Duration = options.AuditDuration * 10,
            TaskType = AuditWords.Scheduled,
            ScheduledAuditName = "WeeklyAudit",
            Checks = KnownChecks.Outcomes,
        });
    }

    private static AuditState OnDemand(string status, DateTimeOffset startTime, Dictionary<string, CheckState> checks) => new AuditState
    {
        TaskStatus = status,
        TaskType = AuditWords.OnDemand,
        TaskStartTime = startTime,
    }.WithChecks(checks);

    private static AuditState Scheduled(string name, AuditState audit) =>
        audit with { TaskType = AuditWords.Scheduled, ScheduledAuditName = name };
}
