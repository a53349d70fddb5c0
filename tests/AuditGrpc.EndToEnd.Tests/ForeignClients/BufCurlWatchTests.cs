using System.Diagnostics;
using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>buf's client, which knows the contract by reflection alone, watches audits.</summary>
public sealed class BufCurlWatchTests
{
    private const string Audit = "audit";

    [ToolFact(ForeignTools.Buf)]
    public async Task Watch_AuditOfAFewSeconds_PrintsEachStateAsItComesAndEndsByItself()
    {
        await using var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.2", "Watch:MaxPollInterval=00:00:00.2");
        server.Aws.Audits.Run(Audit, new AuditScript
        {
            Duration = TimeSpan.FromSeconds(5),
            Checks = new Dictionary<string, CheckState>
            {
                ["A_CHECK"] = CheckState.Finished(1000),
                ["B_CHECK"] = CheckState.Finished(1000, nonCompliant: 7),
            },
        });

        using var curl = StartCurl(server, Audit);
        var first = await NextAsync(curl.StandardOutput);
        Assert.Equal(AuditWords.InProgress, server.Aws.Audits.Get(Audit)!.TaskStatus);
        List<JsonNode> messages = [first!];
        while (await NextAsync(curl.StandardOutput) is { } message)
        {
            messages.Add(message);
        }

        await curl.WaitForExitAsync();
        var error = await curl.StandardError.ReadToEndAsync();
        Assert.True(curl.ExitCode == 0, error);
        Assert.InRange(messages.Count, 3, 25);
        Assert.All(messages.SkipLast(1), message => Assert.Equal("AUDIT_TASK_STATUS_IN_PROGRESS", StatusOf(message)));
        Assert.Equal("AUDIT_TASK_STATUS_COMPLETED", StatusOf(messages[^1]));
        Assert.Equal(messages.Count, messages.Select(message => message["auditTask"]!["etag"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal("7", messages[^1]["auditTask"]!["auditDetails"]!["B_CHECK"]!["nonCompliantResourcesCount"]!.GetValue<string>());
    }

    [ToolTheory(ForeignTools.Buf)]
    [InlineData(AuditWords.Canceled)]
    [InlineData(AuditWords.Failed)]
    public async Task Watch_AuditIsCanceledOrFails_EndsByItself(string status)
    {
        await using var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.1", "Watch:MaxPollInterval=00:00:00.1");

        using var curl = StartCurl(server, SimulatedAudits.Running);
        Assert.Equal("AUDIT_TASK_STATUS_IN_PROGRESS", StatusOf((await NextAsync(curl.StandardOutput))!));
        server.Aws.Audits.Change(SimulatedAudits.Running, audit => audit with { TaskStatus = status });

        var rest = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        Assert.Equal(0, curl.ExitCode);
        Assert.Contains($"\"AUDIT_TASK_STATUS_{status}\"", rest, StringComparison.Ordinal);
    }

    private static Process StartCurl(RunningServer server, string taskId)
    {
        string[] arguments =
        [
            "curl", "--protocol", "grpc", "--http2-prior-knowledge", "-d", $$"""{"taskId":"{{taskId}}"}""",
            $"{server.Address}auditgrpc.v1.AuditService/WatchAuditTask",
        ];
        return Process.Start(Command.Describe(ForeignTools.PathOf(ForeignTools.Buf), arguments, environment: null))!;
    }

    private static string StatusOf(JsonNode message) => message["auditTask"]!["taskStatus"]!.GetValue<string>();

    /// <summary>The next message that is printed, on several lines; null at the end.</summary>
    private static async Task<JsonNode?> NextAsync(StreamReader output)
    {
        var message = "";
        while (await output.ReadLineAsync() is { } line)
        {
            message += line;
            if (line == "}")
            {
                return JsonNode.Parse(message);
            }
        }

        return null;
    }
}
