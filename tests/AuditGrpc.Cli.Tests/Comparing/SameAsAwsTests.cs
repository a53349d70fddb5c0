using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests.Comparing;

/// <summary>This command and AWS's, side by side on one simulated AWS: what they print is the same, to the letter.</summary>
public sealed class SameAsAwsTests
{
    private static readonly string[] Period = ["--start-time", "2025-12-01", "--end-time", "2026-01-03T00:00:00Z"];

    [ToolFact(ForeignTools.Aws)]
    public async Task Describe_EachSimulatedAudit_PrintsTheSameJson()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var taskId in Audits.All)
        {
            await AssertSameAsync(server, "describe-audit-task", "--task-id", taskId, "--output", "json");
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task Describe_InEveryFormat_PrintsTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        server.Aws.Audits.Put("strange", new AuditState
        {
            TaskStatus = "PAUSED",
            TaskType = "true",
            ScheduledAuditName = "2026-01-01",
            AuditDetails = new Dictionary<string, CheckState>
            {
                ["A_CHECK"] = CheckState.Failed("1e3", "It says: a message that is so long that YAML folds it, because it has over eighty characters; 100 % & <tag> 'quoted'."),
                ["B_CHECK"] = new() { CheckCompliant = true },
            },
        });

        foreach (var taskId in new[] { SimulatedAudits.Documented, SimulatedAudits.Failed, SimulatedAudits.Scheduled, "strange" })
        {
            foreach (var format in new[] { "yaml", "yaml-stream", "text", "table" })
            {
                await AssertSameAsync(server, "describe-audit-task", "--task-id", taskId, "--output", format);
            }
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task List_InEveryFormat_PrintsTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var format in new[] { "json", "yaml", "yaml-stream", "text", "table" })
        {
            await AssertSameAsync(server, ["list-audit-tasks", .. Period, "--output", format]);
        }

        await AssertSameAsync(server, ["list-audit-tasks", .. Period, "--task-status", "FAILED", "--task-type", "ON_DEMAND_AUDIT_TASK"]);
        await AssertSameAsync(server, ["list-audit-tasks", .. Period, "--page-size", "2"]);
        await AssertSameAsync(server, "list-audit-tasks", "--start-time", "2025-12-31T00:00:00Z", "--end-time", "2025-12-31T00:00:01Z");
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task Findings_InEveryFormat_PrintTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var taskId in Audits.All)
        {
            await AssertSameAsync(server, "list-audit-findings", "--task-id", taskId);
        }

        foreach (var format in new[] { "yaml", "yaml-stream", "text", "table" })
        {
            await AssertSameAsync(server, "list-audit-findings", "--task-id", SimulatedAudits.NonCompliant, "--output", format);
        }

        string[] list = ["list-audit-findings", "--task-id", SimulatedAudits.NonCompliant];
        await AssertSameAsync(server, [.. list, "--page-size", "5"]);
        await AssertSameAsync(server, [.. list, "--check-name", "LOGGING_DISABLED_CHECK", "--no-list-suppressed-findings"]);
        await AssertSameAsync(server, [.. list, "--resource-identifier", "clientId=none"]);
        await AssertSameAsync(server, [.. list, "--list-suppressed-findings"]);
        await AssertSameAsync(server, ["list-audit-findings", .. Period]);
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task Finding_OfEveryCheck_PrintsTheSameInEveryFormat()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var checks = JsonNode.Parse((await server.CliAsync("list-audit-checks")).Succeeded())!["auditChecks"]!.AsArray()
            .Select(check => check!["checkName"]!.GetValue<string>());
        server.Aws.Audits.Put("every", new AuditState
        {
            TaskStatus = "COMPLETED",
            TaskStartTime = server.Aws.Audits.Get(SimulatedAudits.NonCompliant)!.TaskStartTime,
            AuditDetails = checks.ToDictionary(name => name, _ => CheckState.Finished(9, nonCompliant: 1)),
        });
        var findings = server.Aws.Findings.OfAudit("every");
        Assert.Equal(17, findings.Count);

        foreach (var finding in findings)
        {
            await AssertSameAsync(server, "describe-audit-finding", "--finding-id", finding.FindingId!);
            await AssertSameAsync(server, "list-related-resources-for-audit-finding", "--finding-id", finding.FindingId!);
        }

        foreach (var format in new[] { "yaml", "yaml-stream", "text", "table" })
        {
            var finding = findings.First(finding => finding.CheckName == "DEVICE_CERTIFICATE_SHARED_CHECK");
            await AssertSameAsync(server, "describe-audit-finding", "--finding-id", finding.FindingId!, "--output", format);
            await AssertSameAsync(server, "list-related-resources-for-audit-finding", "--finding-id", finding.FindingId!, "--output", format);
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task StartAndCancel_PrintTheSameButForTheId()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        string[] start = ["start-on-demand-audit-task", "--target-check-names", "LOGGING_DISABLED_CHECK", "CA_CERTIFICATE_EXPIRING_CHECK"];

        var ours = (await server.CliAsync(start)).Succeeded();
        var theirs = (await server.AwsAsync(start)).Succeeded();
        var (ourId, theirId) = (TaskId(ours), TaskId(theirs));
        Assert.Equal(theirs.Replace(theirId, ourId, StringComparison.Ordinal), ours);

        Assert.Equal("", (await server.CliAsync("cancel-audit-task", "--task-id", theirId)).Succeeded());
        Assert.Equal("", (await server.AwsAsync("cancel-audit-task", "--task-id", ourId)).Succeeded());
        Assert.Equal("CANCELED", server.Aws.Audits.Get(ourId)!.TaskStatus);
        Assert.Equal("CANCELED", server.Aws.Audits.Get(theirId)!.TaskStatus);

        static string TaskId(string json) => JsonNode.Parse(json)!["taskId"]!.GetValue<string>();
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task Skeletons_OfEachCommand_AreTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        string[][] commands =
        [
            ["describe-audit-task", "--task-id", "x"],
            ["list-audit-tasks", .. Period],
            ["start-on-demand-audit-task", "--target-check-names", "X"],
            ["cancel-audit-task", "--task-id", "x"],
            ["list-audit-findings"],
            ["describe-audit-finding", "--finding-id", "x"],
            ["list-related-resources-for-audit-finding", "--finding-id", "x"],
        ];
        foreach (var command in commands)
        {
            await AssertSameAsync(server, [.. command[..1], "--generate-cli-skeleton"]);
            if (!command[0].Contains("finding", StringComparison.Ordinal))
            {
                // AWS's command refuses its own examples of findings: their identifiers are too short for it.
                await AssertSameAsync(server, [.. command, "--generate-cli-skeleton", "output"]);
            }

            // The comments are our own words.
            var ours = (await server.CliAsync([.. command[..1], "--generate-cli-skeleton", "yaml-input"])).Succeeded();
            var theirs = (await server.AwsAsync([.. command[..1], "--generate-cli-skeleton", "yaml-input"])).Succeeded();
            Assert.Equal(WithoutComments(theirs), WithoutComments(ours));
        }

        foreach (var format in new[] { "yaml", "text", "table" })
        {
            await AssertSameAsync(server, "describe-audit-task", "--task-id", "x", "--generate-cli-skeleton", "output", "--output", format);
        }

        static string[] WithoutComments(string yaml) => [.. yaml.Split('\n').Select(line => line.Split('#')[0].TrimEnd())];
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task Errors_OfTheService_BearTheSameNamesAndExitCodes()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        string[][] calls =
        [
            ["describe-audit-task", "--task-id", "unknown"],
            ["cancel-audit-task", "--task-id", SimulatedAudits.Documented],
            ["start-on-demand-audit-task", "--target-check-names", "NO_SUCH_CHECK"],
            ["describe-audit-finding", "--finding-id", "unknown"],
            ["list-related-resources-for-audit-finding", "--finding-id", "unknown"],
        ];
        foreach (var call in calls)
        {
            var theirs = await server.AwsAsync(call);
            var ours = await server.CliAsync(call);
            Assert.Equal(254, theirs.ExitCode);
            Assert.Equal(254, ours.ExitCode);
            Assert.Equal("", ours.Output);
            // Up to the message, which is the service's own.
            var upToMessage = theirs.Error.Trim()[..(theirs.Error.Trim().IndexOf(':', StringComparison.Ordinal) + 1)];
            Assert.StartsWith(upToMessage, ours.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Scripts from AWS's documentation and forums: one word changed.</summary>
    [ToolFact(ForeignTools.Aws)]
    public async Task Scripts_WithOneWordChanged_DoTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        await AssertSameAsync(server, "describe-audit-task", "--cli-input-json", $$"""{ "taskId": "{{SimulatedAudits.Documented}}" }""");
        await AssertSameAsync(server, "describe-audit-task", "--cli-input-yaml", $"taskId: {SimulatedAudits.Documented}");
        await AssertSameAsync(server, "describe-audit-task", "--cli-input-json", """{"taskId":"other"}""", "--task-id", SimulatedAudits.Documented);
        await AssertSameAsync(
            server, "describe-audit-task", "--task-id", SimulatedAudits.Documented, "--no-cli-pager", "--no-paginate",
            "--cli-binary-format", "raw-in-base64-out", "--cli-read-timeout", "5", "--cli-connect-timeout", "5", "--no-cli-auto-prompt");
    }

    private static async Task AssertSameAsync(RunningServer server, params string[] arguments)
    {
        var theirs = (await server.AwsAsync(arguments)).Succeeded();
        var ours = (await server.CliAsync(["iot", .. arguments])).Succeeded();
        Assert.True(theirs == ours, $"{string.Join(' ', arguments)}\nAWS's:\n{theirs}\nours:\n{ours}");
    }
}
