namespace AuditGrpc.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("describe-audit-task", "describe")]
    [InlineData("list-audit-tasks", "list")]
    [InlineData("start-on-demand-audit-task", "start")]
    [InlineData("cancel-audit-task", "cancel")]
    [InlineData("watch-audit-task", "watch")]
    [InlineData("wait-audit-task", "wait")]
    [InlineData("list-audit-findings", "findings")]
    [InlineData("describe-audit-finding", "finding")]
    [InlineData("list-related-resources-for-audit-finding", "related")]
    [InlineData("list-audit-checks", "checks")]
    [InlineData("list-sources", "sources")]
    [InlineData("report-audit-task", "report")]
    [InlineData("completion", "completion")]
    public async Task Help_OfEachCommand_HasAnExample(string name, string alias)
    {
        foreach (var command in new[] { name, alias })
        {
            var help = (await Cli.RunAsync(command, "--help")).Succeeded();
            Assert.Contains("Examples:", help, StringComparison.Ordinal);
            Assert.Contains($"  auditgrpc {name}", help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Version_IsOneLine() =>
        Assert.Matches(@"^auditgrpc/1\.\d+\.\d+ dotnet/10\.\S+ auditgrpc\.v1\n$", (await Cli.RunAsync("--version")).Succeeded());

    [Theory]
    [InlineData("auditgrpc des", "describe-audit-task")]
    [InlineData("auditgrpc describe --task", "--task-id")]
    [InlineData("auditgrpc describe --output y", "yaml-stream")]
    [InlineData("auditgrpc list --task-status F", "FAILED")]
    [InlineData("auditgrpc findings --no-list", "--no-list-suppressed-findings")]
    [InlineData("auditgrpc report --format j", "junit")]
    public async Task Suggest_OfACommandLine_CompletesIt(string line, string suggestion)
    {
        var suggestions = (await Cli.RunAsync($"[suggest:{line.Length}]", line)).Succeeded();

        Assert.Contains(suggestion, suggestions.Split('\n').Select(text => text.TrimEnd()));
    }

    [Theory]
    [InlineData("list-sources", "{}", "{\n    \"sources\": [\n        {\n            \"name\": \"name\",")]
    [InlineData("list-audit-checks", "{}", "{\n    \"auditChecks\": [\n        {\n            \"checkName\": \"checkName\",\n            \"enabled\": true,")]
    public async Task Skeletons_OfOurOwnCommands_AreTheirShapes(string command, string input, string output)
    {
        Assert.Equal(input, (await Cli.RunAsync(command, "--generate-cli-skeleton")).Succeeded().TrimEnd());
        Assert.Equal(input, (await Cli.RunAsync(command, "--generate-cli-skeleton", "yaml-input")).Succeeded().TrimEnd());
        Assert.StartsWith(output, (await Cli.RunAsync(command, "--generate-cli-skeleton", "output")).Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _auditgrpc auditgrpc")]
    [InlineData("zsh", "#compdef auditgrpc")]
    [InlineData("fish", "complete -c auditgrpc")]
    public async Task Completion_OfEachShell_IsAScript(string shell, string line) =>
        Assert.Contains(line, (await Cli.RunAsync("completion", shell)).Succeeded(), StringComparison.Ordinal);
}
