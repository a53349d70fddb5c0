using System.Text.Json.Nodes;

namespace AuditGrpc.Cli.Tests.Reporting;

public sealed class JsonReportTests
{
    [Fact]
    public async Task Json_OfAnAudit_TellsItWhole()
    {
        await using var server = await MixedAudit.StartAsync();

        var report = JsonNode.Parse(await server.ReportAsync("json"))!.AsObject();

        Assert.Equal(
            [
                "taskId", "reportTime", "verdict", "hasEnded",
                "taskStatus", "taskType", "taskStartTime", "taskStatistics", "findingsBySeverity", "checks",
            ],
            report.Select(member => member.Key));
        Assert.Equal(MixedAudit.Verdict, report["verdict"]!.GetValue<string>());
        Assert.Equal(
            ["CRITICAL 4 2", "HIGH 0 0", "MEDIUM 301 2", "LOW 2 0"],
            report["findingsBySeverity"]!.AsArray()
                .Select(count => $"{count!["severity"]} {count["findings"]} {count["suppressedFindings"]}"));
        Assert.Equal(
            [
                "DEVICE_CERTIFICATE_SHARED_CHECK CRITICAL COMPLETED_NON_COMPLIANT 6",
                "DEVICE_CERTIFICATE_EXPIRING_CHECK MEDIUM COMPLETED_NON_COMPLIANT 300",
                "NEW_CHECK MEDIUM COMPLETED_NON_COMPLIANT 1",
                "LOGGING_DISABLED_CHECK LOW COMPLETED_NON_COMPLIANT 2",
                "REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK CRITICAL FAILED 0",
                "CONFLICTING_CLIENT_IDS_CHECK HIGH CANCELED 0",
                "CA_CERTIFICATE_EXPIRING_CHECK MEDIUM COMPLETED_COMPLIANT 2",
            ],
            report["checks"]!.AsArray().Select(check =>
                $"{check!["checkName"]} {check["severity"]} {check["checkRunStatus"]} {check["findings"]!.AsArray().Count}"));
    }

    [Fact]
    public async Task Json_Findings_BearAwssNames()
    {
        await using var server = await MixedAudit.StartAsync();

        var report = JsonNode.Parse(await server.ReportAsync("json"))!;

        var logging = report["checks"]!.AsArray().Single(check => check!["checkName"]!.GetValue<string>() == "LOGGING_DISABLED_CHECK")!;
        Assert.Equal(("1", "1"), ($"{logging["totalResourcesCount"]}", $"{logging["nonCompliantResourcesCount"]}"));
        var finding = logging["findings"]!.AsArray().Single(finding => finding!["findingId"]!.GetValue<string>() == "evil")!;
        Assert.Equal(MixedAudit.Evil, finding["reasonForNonCompliance"]!.GetValue<string>());
        Assert.Equal(MixedAudit.Evil, finding["nonCompliantResource"]!["resourceIdentifier"]!["clientId"]!.GetValue<string>());
    }
}
