using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>AWS's own command on the simulator, side by side with what this service lists, starts and cancels.</summary>
public sealed class AwsListTests
{
    [ToolTheory(ForeignTools.Aws)]
    [InlineData(250, 60, 1)]
    [InlineData(25, 60, 3)]
    [InlineData(1, 3, 3)]
    public async Task AwsCli_ListsPageByPage_AndThisServiceHasTheSamePages(int pageSize, int audits, int pages)
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, new SimulatorOptions { SeedAudits = false });
        for (var i = 0; i < audits; i++)
        {
            server.Aws.Audits.Put($"put-{i}", new AuditState { TaskStatus = "COMPLETED", TaskType = "ON_DEMAND_AUDIT_TASK" });
        }

        var (start, end) = (time.GetUtcNow().AddDays(-80), time.GetUtcNow());
        var request = new ListAuditTasksRequest { StartTime = start.ToTimestamp(), EndTime = end.ToTimestamp(), PageSize = pageSize };
        string[] query = ["--start-time", $"{start:O}", "--end-time", $"{end:O}", "--max-results", $"{pageSize}", "--no-paginate"];
        var theirToken = "";
        for (var page = 1; page <= pages; page++)
        {
            string[] goOn = theirToken.Length == 0 ? [] : ["--next-token", theirToken];
            var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, ["list-audit-tasks", .. query, .. goOn]))!;
            var ours = await server.Client.ListAuditTasksAsync(request);

            Assert.Equal(Listed(theirs), ours.AuditTasks.Select(AwsJson.OfListed));
            theirToken = theirs["nextToken"]?.GetValue<string>() ?? "";
            request.PageToken = ours.NextPageToken;
            Assert.Equal((page == pages, page == pages), (theirToken.Length == 0, request.PageToken.Length == 0));
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_ListsWithFilters_AndThisServiceHasTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        string[] period = ["--start-time", "2025-12-01", "--end-time", "2026-01-03"];
        string[] filters = ["--task-status", "COMPLETED", "--task-type", "ON_DEMAND_AUDIT_TASK"];

        var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, ["list-audit-tasks", .. period, .. filters]))!;
        var ours = await server.Client.ListAuditTasksAsync(new ListAuditTasksRequest
        {
            TaskStatus = AuditTaskStatus.Completed,
            TaskType = AuditTaskType.OnDemandAuditTask,
        });

        Assert.Equal(3, ours.AuditTasks.Count);
        Assert.Equal(Listed(theirs), ours.AuditTasks.Select(AwsJson.OfListed));
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_SeesWhatThisServiceStartsAndCancels()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        string[] checks = ["CA_CERTIFICATE_EXPIRING_CHECK", "LOGGING_DISABLED_CHECK"];

        var started = await server.Client.StartOnDemandAuditTaskAsync(new StartOnDemandAuditTaskRequest { TargetCheckNames = { checks } });
        var running = await DescribeAsync(started.TaskId);
        await server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = started.TaskId });
        var canceled = await DescribeAsync(started.TaskId);

        Assert.Equal(("IN_PROGRESS", "ON_DEMAND_AUDIT_TASK"), (Text(running["taskStatus"]), Text(running["taskType"])));
        Assert.Equal(checks, running["auditDetails"]!.AsObject().Select(check => check.Key).Order(StringComparer.Ordinal));
        Assert.Equal("CANCELED", Text(canceled["taskStatus"]));

        async Task<JsonNode> DescribeAsync(string taskId) =>
            JsonNode.Parse(await AwsCli.RunAsync(server, "describe-audit-task", "--task-id", taskId))!;

        static string Text(JsonNode? node) => node!.GetValue<string>();
    }

    private static IEnumerable<string> Listed(JsonNode printed) =>
        printed["tasks"]!.AsArray().Select(audit => AwsJson.Of(audit!.ToJsonString()));
}
