using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests.Reporting;

public sealed class ReportCommandTests
{
    [Fact]
    public async Task Report_WithOut_WritesTheFileAlone()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var file = Path.GetTempFileName();

        var written = await server.CliAsync("report", "--task-id", SimulatedAudits.NonCompliant, "--format", "junit", "--out", file);
        var printed = await server.CliAsync("report", "--task-id", SimulatedAudits.NonCompliant, "--format", "junit");

        Assert.Equal((0, "", ""), (written.ExitCode, written.Output, written.Error));
        Assert.Equal(WithoutTime(printed.Output), WithoutTime(await File.ReadAllTextAsync(file)));
        Assert.Equal((byte)'<', (await File.ReadAllBytesAsync(file))[0]);
        File.Delete(file);

        static IEnumerable<string> WithoutTime(string xml) =>
            xml.Split('\n').Where(line => !line.Contains("Reported", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_OfARunningAudit_SaysSo()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        foreach (var format in new[] { "html", "markdown", "json", "junit" })
        {
            var command = await server.CliAsync("report", "--task-id", SimulatedAudits.Running, "--format", format, "--exit-status");
            Assert.Equal(5, command.ExitCode);
            Assert.Contains("Still running: 0 of 17 checks done", command.Output, StringComparison.Ordinal);
            Assert.Equal("The audit is still running: the report tells what it has found so far.\n", command.Error);
        }
    }

    [Theory]
    [InlineData(SimulatedAudits.Documented, 0, "All 3 checks are compliant")]
    [InlineData(SimulatedAudits.Scheduled, 0, "All 2 checks are compliant")]
    [InlineData(SimulatedAudits.NonCompliant, 1, "2 of 3 checks found noncompliant resources")]
    [InlineData(SimulatedAudits.PartlyFailed, 2, "1 of 2 checks did not run, 0 found noncompliant resources")]
    [InlineData(SimulatedAudits.Failed, 3, "The audit failed")]
    [InlineData(SimulatedAudits.Canceled, 4, "The audit was canceled")]
    public async Task Report_OfEachVerdict_HeadsWithItAndExitsByIt(string taskId, int exitCode, string verdict)
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var judged = await server.CliAsync("report", "--task-id", taskId, "--exit-status");
        var unjudged = await server.CliAsync("report", "--task-id", taskId);

        Assert.Equal((exitCode, 0), (judged.ExitCode, unjudged.ExitCode));
        Assert.StartsWith($"# {verdict}\n", judged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ThatCannotBeHad_WritesNoFile()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var unknown = await server.CliAsync("report", "--task-id", "unknown", "--out", file);
        var misspelt = await server.CliAsync("report", "--task-id", SimulatedAudits.Failed, "--format", "pdf", "--out", file);
        var nowhere = await server.CliAsync("report", "--task-id", SimulatedAudits.Failed, "--out", Path.Combine(file, "report.md"));

        Assert.Equal((254, 252, 255), (unknown.ExitCode, misspelt.ExitCode, nowhere.ExitCode));
        Assert.Contains("ResourceNotFoundException", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("'html' 'markdown' 'json' 'junit'", misspelt.Error, StringComparison.Ordinal);
        Assert.Contains(file, nowhere.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }
}
