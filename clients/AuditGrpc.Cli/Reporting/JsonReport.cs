using AuditGrpc.Cli.Output;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Cli.Reporting;

/// <summary>A report for programs: what AWS's command prints of the audit, its checks and its findings, in one document.</summary>
internal static class JsonReport
{
    public static void Write(AuditReport report, TextWriter output)
    {
        var document = new Members
        {
            { "taskId", report.TaskId },
            { "source", report.Source.Length > 0 ? report.Source : null },
            { "reportTime", AuditReply.IsoTime(report.Time.ToTimestamp(), report.Zone) },
            { "verdict", report.Verdict },
            { "hasEnded", report.HasEnded },
        };
        document.AddRange(AuditReply.Of(report.Audit, report.Zone).Where(member => member.Key != "auditDetails"));
        document.Add("findingsBySeverity", report.Severities.Select(Severity).ToList());
        document.Add("checks", report.Checks.Select(check => Check(check, report.Zone)).ToList());
        JsonOutput.Write(document, output);
    }

    private static Members Severity(SeverityCount count) => new()
    {
        { "severity", count.Severity.Word },
        { "findings", (long)count.Findings },
        { "suppressedFindings", (long)count.Suppressed },
    };

    private static Members Check(CheckReport check, TimeZoneInfo zone)
    {
        var members = new Members { { "checkName", check.Name }, { "title", check.Title }, { "severity", check.Severity.Word } };
        members.AddRange(AuditReply.Of(check.Details));
        members.Add("findings", check.Findings.Select(finding => FindingReply.Of(finding, zone)).ToList());
        return members;
    }
}
