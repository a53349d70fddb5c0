using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests;

/// <summary>Findings and checks, against the real server.</summary>
public sealed class FindingTests
{
    [Fact]
    public async Task Findings_BySeverity_AreCountedGravestFirst()
    {
        await using var server = await StartAsync();

        var table = (await server.CliAsync("findings", "--task-id", "grave", "--by-severity", "--page-size", "3")).Succeeded();
        var lines = table.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();

        string[] rows =
        [
            "CRITICAL DEVICE_CERTIFICATE_SHARED_CHECK 4 2",
            "MEDIUM CA_CERTIFICATE_EXPIRING_CHECK 5 0",
            "MEDIUM DEVICE_CERTIFICATE_EXPIRING_CHECK 1 3",
            "LOW LOGGING_DISABLED_CHECK 1 0",
            "All 11 5",
        ];
        Assert.Equal(rows, lines.Where(rows.Contains));
        Assert.DoesNotContain('\e', table);
    }

    [Fact]
    public async Task Findings_BySeverityAsJson_AreTheSameCounts()
    {
        await using var server = await StartAsync();

        var reply = (await server.CliAsync("findings", "--task-id", "grave", "--no-list-suppressed-findings", "--by-severity", "--output", "text"))
            .Succeeded();

        Assert.Equal(
            """
            FINDINGSBYSEVERITY	DEVICE_CERTIFICATE_SHARED_CHECK	4	CRITICAL	0
            FINDINGSBYSEVERITY	CA_CERTIFICATE_EXPIRING_CHECK	5	MEDIUM	0
            FINDINGSBYSEVERITY	DEVICE_CERTIFICATE_EXPIRING_CHECK	1	MEDIUM	0
            FINDINGSBYSEVERITY	LOGGING_DISABLED_CHECK	1	LOW	0

            """,
            reply);
    }

    [Fact]
    public async Task Findings_BySeverityOfACompliantAudit_SaysThereAreNone()
    {
        await using var server = await StartAsync();

        Assert.Equal("No findings.\n", (await server.CliAsync("findings", "--task-id", SimulatedAudits.Canceled, "--check-name", "X", "--by-severity")).Succeeded());
    }

    [Theory]
    [InlineData("--page-size", "5")]
    [InlineData("--page-size", "250")]
    public async Task Findings_WithMaxItems_GoOnAtTheirToken(params string[] paging)
    {
        await using var server = await StartAsync();
        var all = Ids(await ReadAsync(server, "findings", "--task-id", "grave"));

        var read = new List<string>();
        string[] start = [];
        while (true)
        {
            var page = await ReadAsync(server, ["findings", "--task-id", "grave", "--max-items", "3", .. paging, .. start]);
            read.AddRange(Ids(page));
            if (page["NextToken"] is not { } next)
            {
                break;
            }

            start = ["--starting-token", next.GetValue<string>()];
        }

        Assert.Equal(16, all.Count);
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task Findings_Filtered_AreThoseAskedFor()
    {
        await using var server = await StartAsync();
        var one = (await ReadAsync(server, "findings", "--task-id", "grave", "--check-name", "LOGGING_DISABLED_CHECK"))["findings"]!.AsArray();
        var account = Assert.Single(one)!["nonCompliantResource"]!["resourceIdentifier"]!["account"]!.GetValue<string>();

        string[][] filters =
        [
            ["--resource-identifier", $"account={account}"],
            ["--resource-identifier", $$"""{"account":"{{account}}"}"""],
            ["--cli-input-yaml", $"resourceIdentifier: {{ account: '{account}' }}"],
        ];
        foreach (var filter in filters)
        {
            var found = await ReadAsync(server, ["findings", "--task-id", "grave", .. filter]);
            Assert.Equal(one[0]!["findingId"]!.GetValue<string>(), Assert.Single(Ids(found)));
        }

        Assert.Equal(5, Ids(await ReadAsync(server, "findings", "--task-id", "grave", "--list-suppressed-findings")).Count);
        Assert.Equal(11, Ids(await ReadAsync(server, "findings", "--task-id", "grave", "--no-list-suppressed-findings")).Count);
        Assert.Equal(11, Ids(await ReadAsync(server, "findings", "--task-id", "grave", "--cli-input-json", """{"listSuppressedFindings":false}""")).Count);
    }

    [Fact]
    public async Task Finding_Unknown_Exits254()
    {
        await using var server = await StartAsync();

        foreach (var command in new[] { "finding", "related" })
        {
            var unknown = await server.CliAsync(command, "--finding-id", "unknown");
            Assert.Equal((254, ""), (unknown.ExitCode, unknown.Output));
            Assert.Contains("(ResourceNotFoundException)", unknown.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Checks_AreListedWithWhatIsKnownOfThem()
    {
        await using var server = await StartAsync();

        var checks = (await ReadAsync(server, "checks"))["auditChecks"]!.AsArray();

        var check = checks.Single(check => check!["checkName"]!.GetValue<string>() == "LOGGING_DISABLED_CHECK")!;
        Assert.Equal(["checkName", "enabled", "severity", "resourceType", "title"], check.AsObject().Select(member => member.Key));
        Assert.Equal(("LOW", "ACCOUNT_SETTINGS"), (check["severity"]!.GetValue<string>(), check["resourceType"]!.GetValue<string>()));
        Assert.Equal(17, checks.Count);
    }

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync(new ManualTime());
        server.Aws.Audits.Put("grave", new AuditState
        {
            TaskStatus = "COMPLETED",
            AuditDetails = new Dictionary<string, CheckState>
            {
                ["LOGGING_DISABLED_CHECK"] = CheckState.Finished(1, nonCompliant: 1),
                ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(9, nonCompliant: 4) with { SuppressedNonCompliantResourcesCount = 2 },
                ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(9, nonCompliant: 5),
                ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(9, nonCompliant: 1) with { SuppressedNonCompliantResourcesCount = 3 },
            },
        });
        return server;
    }

    private static async Task<JsonNode> ReadAsync(RunningServer server, params string[] arguments) =>
        JsonNode.Parse((await server.CliAsync(arguments)).Succeeded())!;

    private static List<string> Ids(JsonNode page) => [.. page["findings"]!.AsArray().Select(finding => finding!["findingId"]!.GetValue<string>())];
}
