using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests.Terminals;

/// <summary>The live view on a real terminal.</summary>
public sealed class LiveViewTests
{
    [ToolFact(ForeignTools.Tmux)]
    public async Task Watch_OnAWideTerminal_ShowsEveryColumnAndItsEndStays()
    {
        await using var server = await RunningServer.StartAsync();
        await using var terminal = await Terminal.OpenAsync(120, 40);

        await WatchAsync(terminal, server, SimulatedAudits.Running);
        await terminal.ShowsAsync("IN_PROGRESS", "WeeklyAudit", "of 17 checks done", "elapsed 0:00:", "last report", "Resources", "Suppressed", "running");
        Assert.True(await terminal.IsOnSecondScreenAsync());
        Assert.Contains("\e[", await terminal.ScreenAsync(colors: true), StringComparison.Ordinal);

        server.Aws.Audits.Change(SimulatedAudits.Running, audit => audit with { TaskStatus = AuditWords.Completed });
        var screen = await terminal.ShowsAsync("COMPLETED", "rc=0");
        Assert.False(await terminal.IsOnSecondScreenAsync());
        Assert.True(await terminal.ShowsCursorAsync());
        Assert.DoesNotContain("IN_PROGRESS", screen, StringComparison.Ordinal);
    }

    [ToolFact(ForeignTools.Tmux)]
    public async Task Watch_ResizedToANarrowTerminal_IsDrawnAnew()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await using var terminal = await Terminal.OpenAsync(120, 30);
        await WatchAsync(terminal, server, SimulatedAudits.Running);
        await terminal.ShowsAsync("Suppressed");

        await terminal.ResizeAsync(60, 30);
        var narrow = await terminal.ShowsAsync("INTERMEDIATE_CA_REVOKED_FOR_ACTIVE_", "Audit feed", "last report");
        Assert.DoesNotContain("Suppressed", narrow, StringComparison.Ordinal);
        Assert.Equal(1, Count(narrow, "Audit feed"));
        Assert.DoesNotContain("\n\n", narrow[narrow.IndexOf("CONFLICTING", StringComparison.Ordinal)..narrow.IndexOf("REVOKED_DEVICE", StringComparison.Ordinal)], StringComparison.Ordinal);

        await terminal.ResizeAsync(120, 30);
        var wide = await terminal.ShowsAsync("Suppressed", "LOGGING_DISABLED_CHECK");
        Assert.Equal(1, Count(wide, "Audit feed"));
        Assert.Equal(1, Count(wide, "LOGGING_DISABLED_CHECK"));
    }

    [ToolFact(ForeignTools.Tmux)]
    public async Task Watch_OnCtrlC_LeavesTheTerminalAsItWas()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await using var terminal = await Terminal.OpenAsync(100, 30);
        await terminal.TypeAsync("echo before");
        await WatchAsync(terminal, server, SimulatedAudits.Running);
        await terminal.ShowsAsync("IN_PROGRESS");

        await terminal.PressAsync("C-c");

        var screen = await terminal.ShowsAsync("rc=130");
        Assert.Contains("before", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("IN_PROGRESS", screen, StringComparison.Ordinal);
        Assert.False(await terminal.IsOnSecondScreenAsync());
        Assert.True(await terminal.ShowsCursorAsync());
    }

    [ToolFact(ForeignTools.Tmux)]
    public async Task Watch_WithoutColor_HasNone()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await using var terminal = await Terminal.OpenAsync(100, 30);

        await WatchAsync(terminal, server, $"{SimulatedAudits.NonCompliant} --color off");

        await terminal.ShowsAsync("COMPLETED", "3 of 3 checks done, 1 compliant, 2 noncompliant", "rc=0");
        var colored = await terminal.ScreenAsync(colors: true);
        // 39 is the terminal's own colour.
        Assert.DoesNotMatch(@"\x1b\[([0-9]+;)*(3[0-8]|9[0-7])", colored);
    }

    [ToolFact(ForeignTools.Tmux)]
    public async Task Watch_OnATerminalThatCannotMoveItsCursor_PrintsLines()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await using var terminal = await Terminal.OpenAsync(100, 30, "TERM=dumb");

        await WatchAsync(terminal, server, SimulatedAudits.NonCompliant);

        await terminal.ShowsAsync("LOGGING_DISABLED_CHECK COMPLETED_NON_COMPLIANT 1 of 1 resources noncompliant", "rc=0");
    }

    [ToolFact(ForeignTools.Tmux)]
    public async Task AutoPrompt_OffersRecentAuditsNewestFirst()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await using var terminal = await Terminal.OpenAsync(120, 30);

        await terminal.TypeAsync($"{Terminal.AuditGrpc} describe --endpoint-url {server.Address} --cli-auto-prompt --output text; echo rc=$?");
        await terminal.ShowsAsync("Which audit?", SimulatedAudits.NonCompliant);
        await terminal.PressAsync("Down");
        await terminal.PressAsync("Enter");

        await terminal.ShowsAsync($"auditgrpc describe-audit-task --task-id {SimulatedAudits.NonCompliant}", "COMPLETED_NON_COMPLIANT", "rc=0");
    }

    private static Task WatchAsync(Terminal terminal, RunningServer server, string taskId) =>
        terminal.TypeAsync($"{Terminal.AuditGrpc} watch --endpoint-url {server.Address} --task-id {taskId}; echo rc=$?");

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
