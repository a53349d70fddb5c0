using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests;

/// <summary>Wrong command lines, each refused before any call, with AWS's exit code or one that the README gives a reason for.</summary>
public sealed class ArgumentErrorTests
{
    private const string Describe = "describe-audit-task";

    [Theory]
    [InlineData("the following arguments are required: --task-id", Describe)]
    [InlineData("Required argument missing for option: '--task-id'.", Describe, "--task-id")]
    [InlineData("Invalid length for parameter taskId, value: 0, valid min length: 1", Describe, "--task-id", "")]
    [InlineData("must be 1 to 40 letters, digits, or hyphens", Describe, "--task-id", "a23456789b123456789c123456789d123456789e1")]
    [InlineData("must be 1 to 40 letters, digits, or hyphens", Describe, "--task-id", "bad_id!/x y")]
    [InlineData("must be 1 to 40 letters, digits, or hyphens", Describe, "--task-id", "line\n")]
    [InlineData("Unknown options: --bogus", Describe, "--task-id", "x", "--bogus")]
    [InlineData("Unknown options: stray", Describe, "--task-id", "x", "stray")]
    [InlineData("Invalid choice 'describe-audit-tusk', valid choices are: describe-audit-task, list-audit-tasks", "describe-audit-tusk")]
    [InlineData("Invalid choice 'describe-audit-tusk', valid choices are: describe-audit-task, list-audit-tasks", "iot", "describe-audit-tusk")]
    [InlineData("Invalid choice 's3'", "s3", "ls")]
    [InlineData("Required command was not provided.")]
    [InlineData("Argument 'bogus' not recognized. Must be one of:", Describe, "--task-id", "x", "--output", "bogus")]
    [InlineData("Argument 'purple' not recognized. Must be one of:", Describe, "--task-id", "x", "--color", "purple")]
    [InlineData("Unknown options: --query, a[", Describe, "--task-id", "x", "--query", "a[")]
    [InlineData("Bad value for --endpoint-url \"localhost:4570\": must be http://", Describe, "--task-id", "x", "--endpoint-url", "localhost:4570")]
    [InlineData("Invalid value for parameter taskId: must be a string, not 3", Describe, "--cli-input-json", "{\"taskId\":3}")]
    [InlineData("Unknown parameter in input: \"foo\", must be one of: taskId", Describe, "--cli-input-json", "{\"taskId\":\"x\",\"foo\":1}")]
    [InlineData("--cli-input-json: not JSON", Describe, "--cli-input-json", "{\"taskId\":")]
    [InlineData("--cli-input-json: must be an object", Describe, "--cli-input-json", "[]")]
    [InlineData("--cli-input-json: cannot read /nonexistent", Describe, "--cli-input-json", "file:///nonexistent")]
    [InlineData("--cli-input-yaml: not YAML", Describe, "--cli-input-yaml", "{]")]
    [InlineData("Invalid value for parameter taskId: must be a string, not 3", Describe, "--cli-input-yaml", "taskId: 3")]
    [InlineData("exclude each other", Describe, "--cli-input-yaml", "taskId: x", "--cli-input-json", "{}")]
    [InlineData("--generate-cli-skeleton must be one of input, yaml-input, output", Describe, "--generate-cli-skeleton", "bogus")]
    [InlineData("the following arguments are required: --task-id", Describe, "--generate-cli-skeleton", "output")]
    [InlineData("--cli-read-timeout must be a whole number of seconds, not 'abc'", Describe, "--task-id", "x", "--cli-read-timeout", "abc")]
    [InlineData("the following arguments are required: --target-check-names", "start-on-demand-audit-task")]
    [InlineData("Invalid length for parameter targetCheckNames", "start", "--target-check-names", "[]")]
    [InlineData("Invalid value for parameter startTime: must be a time", "list-audit-tasks", "--start-time", "yesterday")]
    [InlineData("Invalid value for parameter taskStatus: must be one of IN_PROGRESS", "list", "--task-status", "DONE")]
    [InlineData("Invalid value for parameter maxResults: must be 1 to 250", "list", "--max-results", "251")]
    [InlineData("--page-size must be 1 to 250, not 0", "list", "--page-size", "0")]
    [InlineData("Cannot specify --max-results or --next-token along with --page-size", "list", "--max-results", "2", "--page-size", "2")]
    [InlineData("--exit-status needs --watch", "start", "--target-check-names", "X", "--exit-status")]
    [InlineData("the following arguments are required: --finding-id", "describe-audit-finding")]
    [InlineData("Invalid length for parameter findingId, value: 0, valid min length: 1", "finding", "--finding-id", "")]
    [InlineData("Invalid value for parameter findingId: must be 1 to 128 letters, digits, hyphens, or underscores", "finding", "--finding-id", "a/b")]
    [InlineData("the following arguments are required: --finding-id", "list-related-resources-for-audit-finding")]
    [InlineData("Invalid value for parameter maxResults: must be 1 to 250", "related", "--finding-id", "x", "--max-results", "0")]
    [InlineData("Invalid value for parameter taskId: must be 1 to 40", "findings", "--task-id", "bad_id")]
    [InlineData("taskId excludes startTime and endTime", "findings", "--task-id", "x", "--end-time", "2026-01-01")]
    [InlineData("--list-suppressed-findings and --no-list-suppressed-findings exclude each other", "findings", "--list-suppressed-findings", "--no-list-suppressed-findings")]
    [InlineData("Invalid value for parameter listSuppressedFindings: must be true or false, not 'no'", "findings", "--cli-input-json", "{\"listSuppressedFindings\":\"no\"}")]
    [InlineData("Error parsing parameter '--resource-identifier': expected a name and '='", "findings", "--resource-identifier", "clientId")]
    [InlineData("Unknown parameter in resourceIdentifier: \"foo\", must be one of: deviceCertificateId", "findings", "--resource-identifier", "foo=1")]
    [InlineData("Unknown parameter in resourceIdentifier.policyVersionIdentifier: \"name\", must be one of: policyName", "findings", "--resource-identifier", "policyVersionIdentifier={name=1}")]
    [InlineData("Invalid value for parameter resourceIdentifier.clientId: must be a string, not 1", "findings", "--resource-identifier", "{\"clientId\":1}")]
    [InlineData("Invalid value for parameter resourceIdentifier: must be an object, not 'x'", "findings", "--cli-input-yaml", "resourceIdentifier: x")]
    [InlineData("Invalid length for parameter resourceIdentifier.account, value: 1, valid min length: 12", "findings", "--resource-identifier", "account=1")]
    [InlineData("--by-severity counts all findings", "findings", "--by-severity", "--max-items", "3")]
    [InlineData("--by-severity counts all findings", "findings", "--by-severity", "--max-results", "3")]
    [InlineData("Unknown parameter in input: \"taskId\"", "sources", "--cli-input-json", "{\"taskId\":\"x\"}")]
    public async Task CommandLine_Wrong_IsRefusedWith252(string fault, params string[] arguments)
    {
        var command = await Cli.RunAsync(arguments);

        Assert.Equal(252, command.ExitCode);
        AssertFault(fault, command);
    }

    [Fact]
    public async Task Configuration_WithoutAServer_IsRefusedWith253()
    {
        var command = await Cli.RunAsync(new Dictionary<string, string>(), Describe, "--task-id", "x");

        Assert.Equal(253, command.ExitCode);
        AssertFault("You must specify the AuditGrpc server", command);
    }

    [Fact]
    public async Task Configuration_WithoutTheProfile_IsRefusedWith253()
    {
        var command = await Cli.RunAsync(Describe, "--task-id", "x", "--profile", "nope");

        Assert.Equal(253, command.ExitCode);
        AssertFault("The profile 'nope' could not be found", command);
    }

    [Fact]
    public async Task Call_WithoutAServerListening_Exits255()
    {
        var command = await Cli.RunAsync(Describe, "--task-id", "x");

        Assert.Equal(255, command.ExitCode);
        AssertFault("Could not connect to the server", command);
    }

    [Fact]
    public async Task Error_WithOutputJson_IsJson()
    {
        var command = await Cli.RunAsync(Describe, "--task-id", "bad_id", "--output", "json");

        Assert.Equal(252, command.ExitCode);
        Assert.Equal(
            """{"error":{"code":"Usage","message":"Parameter validation failed:\nInvalid value for parameter taskId: must be 1 to 40 letters, digits, or hyphens","exitCode":252}}""",
            command.Error.TrimEnd());
    }

    private static void AssertFault(string fault, Command command)
    {
        Assert.Contains(fault, command.Error, StringComparison.Ordinal);
        Assert.Equal("", command.Output);
        Assert.InRange(command.Error.TrimEnd().Split('\n').Length, 1, 2);
    }
}
