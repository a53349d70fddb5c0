using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests;

/// <summary>Watching where nobody looks: lines and documents.</summary>
public sealed class WatchTests
{
    private const string TaskId = "short";

    [Fact]
    public async Task Watch_WithOutputJson_IsOneDocumentALine()
    {
        await using var server = await StartAsync();

        var lines = (await server.CliAsync("watch", "--task-id", TaskId, "--output", "json")).Succeeded().TrimEnd().Split('\n');

        var states = lines.Select(line => JsonNode.Parse(line)!["taskStatus"]!.GetValue<string>()).ToList();
        Assert.True(states.Count >= 2, $"{states.Count} states");
        Assert.All(states[..^1], state => Assert.Equal("IN_PROGRESS", state));
        Assert.Equal("COMPLETED", states[^1]);
    }

    [Fact]
    public async Task Watch_WithoutATerminal_IsALineForEachChange()
    {
        await using var server = await StartAsync();

        var lines = (await server.CliAsync("watch", "--task-id", TaskId)).Succeeded().TrimEnd().Split('\n');

        Assert.Matches(@"^\d\d:\d\d:\d\d COMPLETED 2 of 2 checks done, 1 compliant, 1 noncompliant$", lines[^1]);
        Assert.Contains(lines, line => line.EndsWith(" B_CHECK COMPLETED_NON_COMPLIANT 3 of 9 resources noncompliant", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('\e'));
    }

    [Fact]
    public async Task Wait_WithOutput_PrintsTheLastStateAlone()
    {
        await using var server = await StartAsync();

        var command = await server.CliAsync("wait", "--task-id", TaskId, "--output", "json");

        Assert.Equal(1, command.ExitCode);
        Assert.Equal("COMPLETED", JsonNode.Parse(command.Output)!["taskStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task Start_WithWatch_PrintsTheIdAndFollows()
    {
        await using var server = await RunningServer.StartAsync(
            TimeProvider.System, new SimulatorOptions { RateLimits = false, Speed = 1000 }, "Watch:MinPollInterval=00:00:00.1", "Describe:Freshness=00:00:00");
        string[] start = ["start", "--target-check-names", "LOGGING_DISABLED_CHECK", "--watch"];

        var documents = (await server.CliAsync([.. start, "--output", "json"])).Succeeded().TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        var lines = await server.CliAsync([.. start, "--exit-status"]);

        var state = server.Aws.Audits.Get(documents[0]["taskId"]!.GetValue<string>())!;
        Assert.Equal((state.TaskStatus, "COMPLETED"), (documents[^1]["taskStatus"]!.GetValue<string>(), state.TaskStatus));
        Assert.Matches(@"^\d\d:\d\d:\d\d started [0-9a-f]{32}$", lines.Output.Split('\n')[0]);
        Assert.Contains(" COMPLETED 1 of 1 checks done", lines.Output, StringComparison.Ordinal);
        Assert.Equal(lines.Output.Contains("1 noncompliant", StringComparison.Ordinal) ? 1 : 0, lines.ExitCode);
    }

    [Fact]
    public async Task Watch_OfNoAudit_Exits254()
    {
        await using var server = await RunningServer.StartAsync();

        var command = await server.CliAsync("watch", "--task-id", "unknown");

        Assert.Equal((254, ""), (command.ExitCode, command.Output));
        Assert.Contains("ResourceNotFoundException", command.Error, StringComparison.Ordinal);
    }

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync("Watch:MinPollInterval=00:00:00.1", "Describe:Freshness=00:00:00");
        server.Aws.Audits.Run(TaskId, new AuditScript
        {
            Duration = TimeSpan.FromSeconds(2),
            Checks = new Dictionary<string, CheckState> { ["A_CHECK"] = CheckState.Finished(5), ["B_CHECK"] = CheckState.Finished(9, nonCompliant: 3) },
        });
        return server;
    }
}
