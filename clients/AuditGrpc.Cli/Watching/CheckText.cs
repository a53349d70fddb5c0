using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Watching;

/// <summary>Counts and states, in words.</summary>
internal static class CheckText
{
    /// <summary>How many checks are done, of how many.</summary>
    public static (int Done, int All) ProgressOf(AuditTask audit)
    {
        var counts = audit.TaskStatistics ?? new();
        return (counts.TotalChecks - counts.InProgressChecks - counts.WaitingForDataCollectionChecks, counts.TotalChecks);
    }

    public static string DoneOf(AuditTask audit)
    {
        var (done, all) = ProgressOf(audit);
        var counts = audit.TaskStatistics ?? new();
        string[] parts =
        [
            $"{done} of {all} checks done",
            Part(counts.CompliantChecks, "compliant"),
            Part(counts.NonCompliantChecks, "noncompliant"),
            Part(counts.FailedChecks, "failed"),
            Part(counts.CanceledChecks, "canceled"),
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>What a check found, with a blank before it; empty if it has counted nothing.</summary>
    public static string CountsOf(AuditCheckDetails check) => check switch
    {
        { HasErrorCode: true } => $" {check.ErrorCode}: {check.Message}",
        { HasTotalResourcesCount: true } => $" {check.NonCompliantResourcesCount} of {check.TotalResourcesCount} resources noncompliant"
            + (check.SuppressedNonCompliantResourcesCount > 0 ? $", {check.SuppressedNonCompliantResourcesCount} suppressed" : ""),
        _ => "",
    };

    /// <summary>The state of a check; if there is room for it, why it failed.</summary>
    public static string StateOf(AuditCheckDetails check, bool isLong) => check.CheckRunStatus switch
    {
        AuditCheckRunStatus.InProgress => "running",
        AuditCheckRunStatus.WaitingForDataCollection => "waiting",
        AuditCheckRunStatus.Canceled => "canceled",
        AuditCheckRunStatus.CompletedCompliant => "compliant",
        AuditCheckRunStatus.CompletedNonCompliant => "noncompliant",
        AuditCheckRunStatus.Failed => isLong && check.HasErrorCode ? $"failed: {check.ErrorCode}" : "failed",
        _ => Words.Of(check) ?? "unknown",
    };

    private static string Part(int count, string what) => count > 0 ? $"{count} {what}" : "";
}
