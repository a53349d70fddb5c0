using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.EndToEnd.Tests.ForeignClients;

/// <summary>AWS's own command on the simulator, side by side with what this service tells of findings and checks.</summary>
public sealed class AwsFindingTests
{
    // A finding of this check has up to 32 related resources, and shows ten of them.
    private const string Shared = "DEVICE_CERTIFICATE_SHARED_CHECK";

    [ToolTheory(ForeignTools.Aws)]
    [InlineData(250, 260, 2, false)]
    [InlineData(25, 60, 3, false)]
    [InlineData(25, 60, 3, true)]
    [InlineData(1, 3, 3, false)]
    public async Task AwsCli_ListsPageByPage_AndThisServiceHasTheSamePages(int pageSize, int findings, int pages, bool byPeriod)
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, new SimulatorOptions { SeedAudits = false, RateLimits = false });
        PutAudit(server, Shared, findings);
        time.Advance(TimeSpan.FromHours(1));
        var (start, end) = (time.GetUtcNow().AddDays(-1), time.GetUtcNow());
        var request = byPeriod
            ? new ListAuditFindingsRequest { StartTime = start.ToTimestamp(), EndTime = end.ToTimestamp(), PageSize = pageSize }
            : new ListAuditFindingsRequest { TaskId = "put", PageSize = pageSize };
        string[] which = byPeriod ? ["--start-time", $"{start:O}", "--end-time", $"{end:O}"] : ["--task-id", "put"];

        await AssertSamePagesAsync(
            server,
            pages,
            ["list-audit-findings", .. which, "--max-results", $"{pageSize}"],
            async token =>
            {
                var reply = await server.Findings.ListAuditFindingsAsync(new(request) { PageToken = token });
                return (reply.Findings.Select(AwsJson.Of), reply.NextPageToken);
            },
            printed => printed["findings"]!);
    }

    [ToolTheory(ForeignTools.Aws)]
    [InlineData(250, 32, 1)]
    [InlineData(25, 32, 2)]
    [InlineData(1, 2, 2)]
    public async Task AwsCli_ListsRelatedResources_AndThisServiceHasTheSamePages(int pageSize, int related, int pages)
    {
        await using var server = await RunningServer.StartAsync(new ManualTime(), new SimulatorOptions { SeedAudits = false, RateLimits = false });
        PutAudit(server, Shared, 4);
        var findingId = server.Aws.Findings.OfAudit("put").Single(finding => finding.RelatedResources!.Count == related).FindingId!;

        await AssertSamePagesAsync(
            server,
            pages,
            ["list-related-resources-for-audit-finding", "--finding-id", findingId, "--max-results", $"{pageSize}"],
            async token =>
            {
                var reply = await server.Findings.ListRelatedResourcesForAuditFindingAsync(
                    new() { FindingId = findingId, PageSize = pageSize, PageToken = token });
                return (reply.RelatedResources.Select(AwsJson.Of), reply.NextPageToken);
            },
            printed => printed["relatedResources"]!);
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_ListsWithFilters_AndThisServiceHasTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        await AssertSameAsync(["--task-id", SimulatedAudits.Suppressed, "--list-suppressed-findings"], new()
        {
            TaskId = SimulatedAudits.Suppressed,
            ListSuppressedFindings = true,
        });
        await AssertSameAsync(["--task-id", SimulatedAudits.Suppressed, "--no-list-suppressed-findings"], new()
        {
            TaskId = SimulatedAudits.Suppressed,
            ListSuppressedFindings = false,
        });
        await AssertSameAsync(["--task-id", SimulatedAudits.NonCompliant, "--check-name", "LOGGING_DISABLED_CHECK"], new()
        {
            TaskId = SimulatedAudits.NonCompliant,
            CheckName = "LOGGING_DISABLED_CHECK",
        });
        await AssertSameAsync(["--task-id", SimulatedAudits.NonCompliant, "--resource-identifier", "account=123456789012"], new()
        {
            TaskId = SimulatedAudits.NonCompliant,
            ResourceIdentifier = new() { Account = "123456789012" },
        });

        async Task AssertSameAsync(string[] filters, ListAuditFindingsRequest request)
        {
            var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, ["list-audit-findings", .. filters]))!["findings"]!;
            var ours = await server.Findings.ListAuditFindingsAsync(request);
            Assert.Equal(Items(theirs), ours.Findings.Select(AwsJson.Of));
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_DescribesFindings_AndThisServiceSaysTheSame()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var whole = Whole(server);
        server.Aws.Findings.Put("whole", whole);
        server.Aws.Findings.Put("bare", new FindingState());
        var findings = server.Aws.Findings.OfAudit(SimulatedAudits.NonCompliant).DistinctBy(finding => finding.CheckName)
            .Select(finding => finding.FindingId!);

        foreach (var findingId in findings.Append("whole").Append("bare"))
        {
            var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, "describe-audit-finding", "--finding-id", findingId))!["finding"]!;
            var ours = await server.Findings.DescribeAuditFindingAsync(new() { FindingId = findingId });
            Assert.Equal(AwsJson.Of(theirs.ToJsonString()), AwsJson.Of(ours.Finding));
        }
    }

    [ToolFact(ForeignTools.Aws)]
    public async Task AwsCli_DescribesTheConfiguration_AndThisServiceHasTheSameChecks()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        await AwsCli.RunAsync(
            server, "update-account-audit-configuration", "--audit-check-configurations", """{"LOGGING_DISABLED_CHECK":{"enabled":false}}""");

        var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, "describe-account-audit-configuration"))!["auditCheckConfigurations"]!;
        var ours = await server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest());

        Assert.Equal(
            theirs.AsObject().Select(check => (check.Key, check.Value!["enabled"]!.GetValue<bool>())).OrderBy(check => check.Key, StringComparer.Ordinal),
            ours.AuditChecks.Select(check => (check.CheckName, check.Enabled)));
        Assert.Contains(ours.AuditChecks, check => check is { CheckName: "LOGGING_DISABLED_CHECK", Enabled: false });
    }

    /// <summary>Reads both lists to their ends, and compares them page by page.</summary>
    private static async Task AssertSamePagesAsync(
        RunningServer server,
        int pages,
        string[] command,
        Func<string, Task<(IEnumerable<string> Items, string NextToken)>> readOurs,
        Func<JsonNode, JsonNode> itemsOf)
    {
        var (theirToken, ourToken) = ("", "");
        for (var page = 1; page <= pages; page++)
        {
            string[] goOn = theirToken.Length == 0 ? [] : ["--next-token", theirToken];
            var theirs = JsonNode.Parse(await AwsCli.RunAsync(server, [.. command, "--no-paginate", .. goOn]))!;
            var ours = await readOurs(ourToken);

            Assert.Equal(Items(itemsOf(theirs)), ours.Items);
            Assert.NotEmpty(itemsOf(theirs).AsArray());
            (theirToken, ourToken) = (theirs["nextToken"]?.GetValue<string>() ?? "", ours.NextToken);
            Assert.Equal((page == pages, page == pages), (theirToken.Length == 0, ourToken.Length == 0));
        }
    }

    private static void PutAudit(RunningServer server, string checkName, int findings) => server.Aws.Audits.Put("put", new AuditState
    {
        TaskStatus = "COMPLETED",
        AuditDetails = new Dictionary<string, CheckState> { [checkName] = CheckState.Finished(findings, findings) },
    });

    /// <summary>A finding with every member that AWS knows.</summary>
    private static FindingState Whole(RunningServer server)
    {
        var resource = new FoundResource
        {
            ResourceType = "IOT_POLICY",
            ResourceIdentifier = new()
            {
                DeviceCertificateId = "device-certificate",
                CaCertificateId = "ca-certificate",
                CognitoIdentityPoolId = "pool",
                ClientId = "client",
                PolicyVersionIdentifier = new() { PolicyName = "policy", PolicyVersionId = "7" },
                Account = "123456789012",
                IamRoleArn = "role",
                RoleAliasArn = "alias",
                IssuerCertificateIdentifier = new()
                {
                    IssuerCertificateSubject = "subject",
                    IssuerId = "issuer",
                    IssuerCertificateSerialNumber = "serial",
                },
                DeviceCertificateArn = "device-certificate-arn",
            },
            AdditionalInfo = new Dictionary<string, string> { ["one"] = "1", ["two"] = "" },
        };
        return server.Aws.Findings.OfAudit(SimulatedAudits.NonCompliant)[0] with
        {
            NonCompliantResource = resource,
            RelatedResources = [resource with { ResourceType = "IAM_ROLE" }, new()],
            IsSuppressed = true,
        };
    }

    private static IEnumerable<string> Items(JsonNode items) => items.AsArray().Select(item => AwsJson.Of(item!.ToJsonString()));
}
