using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>gRPC clients that nobody here wrote: the samples in Python (C core) and Node.js (JavaScript).</summary>
public sealed class GrpcClientTests
{
    [ToolFact(ForeignTools.PythonGrpc, ForeignTools.Protoc)]
    public Task Python_OkAndErrors_AreReadWithTheirDetails() => WithPythonAsync(environment => AssertReadsAsync(
        ForeignTools.PathOf(ForeignTools.PythonGrpc), Repository.PathTo("clients/samples/python/describe_audit_task.py"), environment));

    [ToolFact(ForeignTools.PythonGrpc, ForeignTools.Protoc)]
    public Task Python_AWatch_EndsWithTheFinalState() => WithPythonAsync(environment => AssertWatchesAsync(
        ForeignTools.PathOf(ForeignTools.PythonGrpc), Repository.PathTo("clients/samples/python/watch_audit_task.py"), environment));

    [ToolFact(ForeignTools.Node)]
    public Task NodeJs_OkAndErrors_AreReadWithTheirDetails() => AssertReadsAsync(
        ForeignTools.PathOf(ForeignTools.Node), Repository.PathTo("clients/samples/nodejs/describe_audit_task.js"), NodeEnvironment);

    [ToolFact(ForeignTools.Node)]
    public Task NodeJs_AWatch_EndsWithTheFinalState() => AssertWatchesAsync(
        ForeignTools.PathOf(ForeignTools.Node), Repository.PathTo("clients/samples/nodejs/watch_audit_task.js"), NodeEnvironment);

    private static Dictionary<string, string> NodeEnvironment => new() { ["NODE_PATH"] = Repository.PathTo("eng/node_modules") };

    private static async Task WithPythonAsync(Func<Dictionary<string, string>, Task> test)
    {
        var generated = Directory.CreateTempSubdirectory("auditgrpc-python-");
        try
        {
            (await Command.RunAsync(ForeignTools.PathOf(ForeignTools.Protoc), [
                "-I", Repository.PathTo("protos"), "-I", Repository.PathTo("src/AuditGrpc.Server/Errors"), $"--python_out={generated.FullName}",
                "auditgrpc/v1/audit.proto", "auditgrpc/v1/audit_service.proto", "google_rpc.proto"])).Succeeded();
            await test(new Dictionary<string, string> { ["PYTHONPATH"] = generated.FullName });
        }
        finally
        {
            generated.Delete(recursive: true);
        }
    }

    private static async Task AssertWatchesAsync(string runtime, string script, Dictionary<string, string> environment)
    {
        await using var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.1", "Watch:MaxPollInterval=00:00:00.1");
        server.Aws.Audits.Put("a1", new AuditState { TaskStatus = AuditWords.InProgress });

        var running = Command.RunAsync(runtime, [script, server.Address.Authority, "a1"], environment);
        // The second poll comes once the first state has been sent.
        await Eventually.TrueAsync(() => running.IsCompleted || server.Aws.Calls.Total > 1);
        server.Aws.Audits.Change("a1", audit => audit with { TaskStatus = AuditWords.Completed });
        var command = await running;

        var states = command.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.True(states.Count > 1);
        Assert.All(states[..^1], state => Assert.Equal("AUDIT_TASK_STATUS_IN_PROGRESS", Text(state["taskStatus"])));
        Assert.Equal("AUDIT_TASK_STATUS_COMPLETED", Text(states[^1]["taskStatus"]));
    }

    private static async Task AssertReadsAsync(string runtime, string script, Dictionary<string, string> environment)
    {
        await using var server = await RunningServer.StartAsync();

        var (exitCode, audit) = await CallAsync(SimulatedAudits.NonCompliant);
        Assert.Equal(0, exitCode);
        Assert.Equal("AUDIT_TASK_STATUS_COMPLETED", Text(audit["auditTask"]!["taskStatus"]));
        Assert.Equal((await server.DescribeAsync(SimulatedAudits.NonCompliant)).Etag, Text(audit["auditTask"]!["etag"]));

        (exitCode, var error) = await CallAsync("00000000000000000000000000000000");
        Assert.Equal((1, "NOT_FOUND"), (exitCode, Text(error["code"])));
        Assert.Equal("ERROR_REASON_AUDIT_TASK_NOT_FOUND", Text(error["ErrorInfo"]!["reason"]));
        Assert.Equal("00000000000000000000000000000000", Text(error["ErrorInfo"]!["metadata"]!["task_id"]));

        (exitCode, error) = await CallAsync("bad_id");
        Assert.Equal((1, "INVALID_ARGUMENT"), (exitCode, Text(error["code"])));
        Assert.Equal("task_id", Text(error["BadRequest"]!["fieldViolations"]![0]!["field"]));

        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle });
        (exitCode, error) = await CallAsync(SimulatedAudits.Running);
        Assert.Equal((1, "RESOURCE_EXHAUSTED"), (exitCode, Text(error["code"])));
        Assert.Equal("DescribeAuditTask", Text(error["ErrorInfo"]!["metadata"]!["operation"]));
        Assert.NotNull(error["RetryInfo"]!["retryDelay"]);

        async Task<(int ExitCode, JsonNode Printed)> CallAsync(string taskId)
        {
            var command = await Command.RunAsync(runtime, [script, server.Address.Authority, taskId], environment);
            Assert.True(command.Output.Length > 0, command.Error);
            return (command.ExitCode, JsonNode.Parse(command.Output)!);
        }
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
