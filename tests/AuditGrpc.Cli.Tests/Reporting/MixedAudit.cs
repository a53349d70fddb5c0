using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests.Reporting;

/// <summary>An audit with a check of every outcome, more findings than fit on a page of the server's, and one that means no good.</summary>
internal static class MixedAudit
{
    public const string TaskId = "mixed";
    public const string Verdict = "2 of 7 checks did not run, 4 found noncompliant resources";
    public const string Evil = "<script>alert(1)</script> | `a` *b* [c](http://d) \" ' & \u0001\uffff€😀";

    public static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync(new ManualTime());
        server.Aws.Audits.Put(TaskId, new AuditState
        {
            TaskStatus = "COMPLETED",
            TaskType = "ON_DEMAND_AUDIT_TASK",
            TaskStartTime = new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero),
        }.WithChecks(new Dictionary<string, CheckState>
        {
            ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2, suppressed: 2),
            ["CONFLICTING_CLIENT_IDS_CHECK"] = CheckState.Unfinished("CANCELED"),
            ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(6000, nonCompliant: 300),
            ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(9, nonCompliant: 4, suppressed: 2),
            ["LOGGING_DISABLED_CHECK"] = CheckState.Finished(1, nonCompliant: 1),
            ["NEW_CHECK"] = CheckState.Finished(3, nonCompliant: 1),
            ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = CheckState.Failed("INSUFFICIENT_PERMISSIONS", Evil),
        }));
        server.Aws.Findings.Put("evil", new FindingState
        {
            TaskId = TaskId,
            CheckName = "LOGGING_DISABLED_CHECK",
            Severity = "LOW",
            NonCompliantResource = new FoundResource { ResourceType = "CLIENT_ID", ResourceIdentifier = new() { ClientId = Evil } },
            ReasonForNonCompliance = Evil,
            ReasonForNonComplianceCode = "EVIL",
        });
        return server;
    }

    public static async Task<string> ReportAsync(this RunningServer server, string format, string taskId = TaskId) =>
        (await server.CliAsync("report", "--task-id", taskId, "--format", format)).Succeeded();
}
