using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>AWS's own clients on the simulator, side by side with this service: both must tell the same of the same audit.</summary>
public sealed class AwsClientTests
{
    // Prints what boto3 returns for an operation, with times as AWS's command prints them.
    private const string Boto3 = """
        import boto3, json, sys
        url, operation, arguments = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
        client = boto3.client("iot", endpoint_url=url)
        print(json.dumps(getattr(client, operation)(**arguments), default=lambda value: value.isoformat()))
        """;

    private static readonly string[] Audits =
    [
        SimulatedAudits.Documented,
        SimulatedAudits.NonCompliant,
        SimulatedAudits.Failed,
        SimulatedAudits.Canceled,
        SimulatedAudits.Scheduled,
        SimulatedAudits.Suppressed,
        SimulatedAudits.PartlyFailed,
        SimulatedAudits.Running,
    ];

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_EachSimulatedAudit_SaysWhatThisServiceSays()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var taskId in Audits)
        {
            var printed = await AwsCli.RunAsync(server, "describe-audit-task", "--task-id", taskId);
            Assert.Equal(AwsJson.Of(printed), AwsJson.Of(await server.DescribeAsync(taskId)));
        }
    }

    [ToolFact(ForeignTools.PythonBoto3)]
    public async Task Boto3_EachSimulatedAudit_SaysWhatThisServiceSays()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var taskId in Audits)
        {
            var printed = await Boto3Async(server, "describe_audit_task", new JsonObject { ["taskId"] = taskId });
            Assert.Equal(AwsJson.Of(printed), AwsJson.Of(await server.DescribeAsync(taskId)));
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_StartsFollowsAndCancels_AndThisServiceAgrees()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);

        var first = await StartAsync();
        var second = await StartAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("IN_PROGRESS", await StatusAsync(first));
        await AwsCli.RunAsync(server, "cancel-audit-task", "--task-id", second);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("COMPLETED", await StatusAsync(first));
        Assert.Equal("CANCELED", await StatusAsync(second));

        var period = new[] { "--start-time", "2026-01-01T00:00:00Z", "--end-time", "2026-01-03T00:00:00Z", "--page-size", "2" };
        var listed = JsonNode.Parse(await AwsCli.RunAsync(server, ["list-audit-tasks", .. period]))!["tasks"]!.AsArray();
        Assert.Contains(listed, task => task!["taskId"]!.GetValue<string>() == first && task["taskStatus"]!.GetValue<string>() == "COMPLETED");
        Assert.Contains(listed, task => task!["taskId"]!.GetValue<string>() == second && task["taskStatus"]!.GetValue<string>() == "CANCELED");

        async Task<string> StartAsync() => JsonNode.Parse(await AwsCli.RunAsync(
            server, "start-on-demand-audit-task", "--target-check-names", "LOGGING_DISABLED_CHECK", "CA_CERTIFICATE_EXPIRING_CHECK"))!["taskId"]!
            .GetValue<string>();

        async Task<string> StatusAsync(string taskId)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var printed = await AwsCli.RunAsync(server, "describe-audit-task", "--task-id", taskId);
            Assert.Equal(AwsJson.Of(printed), AwsJson.Of(await server.DescribeAsync(taskId)));
            return JsonNode.Parse(printed)!["taskStatus"]!.GetValue<string>();
        }
    }

    [ToolFact(ForeignTools.PythonBoto3)]
    public async Task Boto3_StartsFollowsAndCancels_AndThisServiceAgrees()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);

        var started = await Boto3Async(
            server, "start_on_demand_audit_task", new JsonObject { ["targetCheckNames"] = new JsonArray("LOGGING_DISABLED_CHECK") });
        var taskId = JsonNode.Parse(started)!["taskId"]!.GetValue<string>();
        time.Advance(TimeSpan.FromSeconds(30));
        await AssertAgreeAsync("IN_PROGRESS");
        await Boto3Async(server, "cancel_audit_task", new JsonObject { ["taskId"] = taskId });
        time.Advance(TimeSpan.FromSeconds(2));
        await AssertAgreeAsync("CANCELED");

        var listed = JsonNode.Parse(await Boto3Async(
            server, "list_audit_tasks", new JsonObject { ["startTime"] = "2026-01-02", ["endTime"] = "2026-01-03", ["taskStatus"] = "CANCELED" }));
        Assert.Contains(listed!["tasks"]!.AsArray(), task => task!["taskId"]!.GetValue<string>() == taskId);

        async Task AssertAgreeAsync(string status)
        {
            var printed = await Boto3Async(server, "describe_audit_task", new JsonObject { ["taskId"] = taskId });
            Assert.Equal(status, JsonNode.Parse(printed)!["taskStatus"]!.GetValue<string>());
            Assert.Equal(AwsJson.Of(printed), AwsJson.Of(await server.DescribeAsync(taskId)));
        }
    }

    private static async Task<string> Boto3Async(RunningServer server, string operation, JsonObject arguments) =>
        (await Command.RunAsync(
            ForeignTools.PathOf(ForeignTools.PythonBoto3), ["-c", Boto3, server.Aws.ServiceUrl.ToString(), operation, arguments.ToJsonString()]))
        .Succeeded();
}
