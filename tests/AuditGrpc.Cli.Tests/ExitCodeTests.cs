using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests;

public sealed class ExitCodeTests
{
    private static readonly (string TaskId, int ExitCode)[] Ended =
    [
        (SimulatedAudits.Documented, 0),
        (SimulatedAudits.Suppressed, 0),
        (SimulatedAudits.NonCompliant, 1),
        (SimulatedAudits.PartlyFailed, 2),
        (SimulatedAudits.Failed, 3),
        (SimulatedAudits.Canceled, 4),
    ];

    [Fact]
    public async Task ExitStatus_OfEachSimulatedAudit_IsItsVerdict()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var (taskId, exitCode) in Ended)
        {
            Assert.Equal((taskId, exitCode), (taskId, (await server.CliAsync("describe", "--task-id", taskId, "--exit-status")).ExitCode));
            Assert.Equal((taskId, exitCode), (taskId, (await server.CliAsync("watch", "--task-id", taskId, "--exit-status")).ExitCode));
            var wait = await server.CliAsync("wait", "--task-id", taskId);
            Assert.Equal((taskId, exitCode, ""), (taskId, wait.ExitCode, wait.Output));
        }

        Assert.Equal(5, (await server.CliAsync("describe", "--task-id", SimulatedAudits.Running, "--exit-status")).ExitCode);
    }

    [Fact]
    public async Task ExitCode_WithoutExitStatus_IsZeroWhateverTheAudit()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        Assert.Equal(0, (await server.CliAsync("describe", "--task-id", SimulatedAudits.Failed)).ExitCode);
        Assert.Equal(0, (await server.CliAsync("watch", "--task-id", SimulatedAudits.Failed)).ExitCode);
    }

    [Fact]
    public async Task Error_OfTheService_ExitsWith254AndSaysWhy()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var command = await server.CliAsync("describe", "--task-id", "unknown", "--output", "json");

        Assert.Equal(254, command.ExitCode);
        Assert.Contains("\"code\":\"ResourceNotFoundException\"", command.Error, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"ERROR_REASON_AUDIT_TASK_NOT_FOUND\"", command.Error, StringComparison.Ordinal);
        Assert.Equal("", command.Output);
    }

    [Fact]
    public async Task Source_ThatTheServerLacks_IsNotPassedOver()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var option in new[] { "--source", "--region" })
        {
            var command = await server.CliAsync("describe", "--task-id", SimulatedAudits.Documented, option, "eu-west-1");
            Assert.Equal(254, command.ExitCode);
            Assert.Contains("UnknownSource", command.Error, StringComparison.Ordinal);
        }
    }
}
