using System.Net;
using System.Text.Json.Nodes;

namespace AuditGrpc.Simulator.Tests;

public sealed class FindingTests
{
    private const string Policies = "IOT_POLICY_OVERLY_PERMISSIVE_CHECK";

    [Fact]
    public async Task Findings_OfEveryAudit_AgreeWithItsCounts()
    {
        await using var aws = await TestAws.StartAsync(new() { RateLimits = false });
        aws.Time.Advance(TimeSpan.FromMinutes(10));
        foreach (var taskId in (await aws.ListAsync()).TaskIds)
        {
            foreach (var (name, check) in aws.Simulator.Audits.Get(taskId)!.AuditDetails!)
            {
                Assert.Equal(check.NonCompliantResourcesCount ?? 0, await CountAsync(taskId, name, false));
                Assert.Equal(check.SuppressedNonCompliantResourcesCount ?? 0, await CountAsync(taskId, name, true));
            }
        }

        async Task<long> CountAsync(string taskId, string checkName, bool listSuppressedFindings)
        {
            var answer = await aws.ListFindingsAsync(new { taskId, checkName, listSuppressedFindings, maxResults = 250 });
            Assert.All(answer.Findings, finding =>
            {
                Assert.Equal((taskId, checkName), ((string)finding["taskId"]!, (string)finding["checkName"]!));
                Assert.Equal(listSuppressedFindings, (bool)finding["isSuppressed"]!);
            });
            return answer.Findings.Length;
        }
    }

    [Fact]
    public async Task List_OfAnAudit_HasEveryMember()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant });

        Assert.Equal(13, answer.Findings.Length);
        Assert.Equal(["findings"], answer.Json.AsObject().Select(member => member.Key));
        Assert.All(answer.FindingIds, id => Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id));
        var logging = Assert.Single(answer.Findings, finding => (string)finding["checkName"]! == "LOGGING_DISABLED_CHECK");
        logging.Remove("findingId");
        var start = aws.Time.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds();
        Assert.InRange((decimal)logging["findingTime"]!, start / 1000m, start / 1000m + 1);
        logging.Remove("findingTime");
        var expected = JsonNode.Parse($$"""
            {
              "taskId": "{{SimulatedAudits.NonCompliant}}",
              "checkName": "LOGGING_DISABLED_CHECK",
              "taskStartTime": {{start / 1000}},
              "severity": "LOW",
              "nonCompliantResource": { "resourceType": "ACCOUNT_SETTINGS", "resourceIdentifier": { "account": "123456789012" } },
              "reasonForNonCompliance": "AWS IoT logs are disabled in this account.",
              "reasonForNonComplianceCode": "LOGGING_DISABLED",
              "isSuppressed": false
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, logging), logging.ToJsonString());
    }

    [Fact]
    public async Task List_WithoutSuppressedOrNot_HasBoth()
    {
        await using var aws = await TestAws.StartAsync();

        Assert.Equal(7, (await aws.ListFindingsAsync(new { taskId = SimulatedAudits.Suppressed })).Findings.Length);
        Assert.Empty((await aws.ListFindingsAsync(new { taskId = SimulatedAudits.Suppressed, listSuppressedFindings = false })).Findings);
    }

    [Fact]
    public async Task List_OfAPeriod_HasWhatWasFoundInIt()
    {
        await using var aws = await TestAws.StartAsync();
        var now = aws.Time.GetUtcNow().ToUnixTimeSeconds();

        var all = await aws.ListFindingsAsync(new { startTime = 0, endTime = now, maxResults = 250 });
        var day = await aws.ListFindingsAsync(new { startTime = now - 86400 + 1, endTime = now, maxResults = 250 });
        var policies = await aws.ListFindingsAsync(new { startTime = 0.5, endTime = now, checkName = Policies });

        Assert.Equal(13 + 4 + 7, all.Findings.Length);
        Assert.Equal(13 + 4, day.Findings.Length);
        Assert.Equal(5, policies.Findings.Length);
    }

    [Fact]
    public async Task List_OfAResource_HasItsFindingsInEveryAudit()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Audits.Put("again", aws.Simulator.Audits.Get(SimulatedAudits.NonCompliant)!);
        var finding = (await aws.ListFindingsAsync(new { taskId = "again", checkName = "DEVICE_CERTIFICATE_EXPIRING_CHECK" })).Findings[0];

        var same = await aws.ListFindingsAsync(new
        {
            startTime = 0,
            endTime = aws.Time.GetUtcNow().ToUnixTimeSeconds(),
            resourceIdentifier = finding["nonCompliantResource"]!["resourceIdentifier"],
        });
        var none = await aws.ListFindingsAsync(new { taskId = "again", resourceIdentifier = new { clientId = "nobody" } });

        Assert.Equal(
            ["again", SimulatedAudits.NonCompliant], same.Findings.Select(found => (string)found["taskId"]!).Order());
        Assert.Empty(none.Findings);
    }

    [Theory]
    [InlineData(1, 47)]
    [InlineData(null, 2)]
    [InlineData(250, 1)]
    public async Task List_Pages_HaveEveryFindingOnce(int? maxResults, int pages)
    {
        await using var aws = await TestAws.StartAsync(new() { RateLimits = false });
        aws.Simulator.Audits.Put("many", new AuditState().WithChecks(new Dictionary<string, CheckState>
        {
            [Policies] = CheckState.Finished(100, nonCompliant: 40, suppressed: 7),
        }));
        var ids = new List<string>();
        var count = 0;
        string? nextToken = null;
        do
        {
            var answer = await aws.ListFindingsAsync(new { taskId = "many", maxResults, nextToken });
            ids.AddRange(answer.FindingIds);
            nextToken = (string?)answer.Json["nextToken"];
            count++;
        }
        while (nextToken is not null);

        Assert.Equal((47, pages), (ids.Distinct().Count(), count));
        Assert.Equal(47, ids.Count);
    }

    [Fact]
    public async Task List_TokenOfAnotherQuery_Is400()
    {
        await using var aws = await TestAws.StartAsync();
        var first = await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant, maxResults = 1 });
        var nextToken = (string)first.Json["nextToken"]!;

        var other = await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant, checkName = Policies, nextToken });

        other.IsError(400, "InvalidRequestException");
        Assert.Equal(12, (await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant, nextToken })).Findings.Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"checkName\":\"LOGGING_DISABLED_CHECK\"}")]
    [InlineData("{\"startTime\":1}")]
    [InlineData("{\"endTime\":1}")]
    [InlineData("{\"startTime\":2,\"endTime\":1}")]
    [InlineData("{\"taskId\":\"a\",\"startTime\":1,\"endTime\":2}")]
    [InlineData("{\"taskId\":\"a\",\"endTime\":2}")]
    [InlineData("{\"taskId\":\"a_b\"}")]
    [InlineData("{\"taskId\":\"\"}")]
    [InlineData("{\"taskId\":\"a\",\"maxResults\":0}")]
    [InlineData("{\"taskId\":\"a\",\"maxResults\":251}")]
    [InlineData("{\"taskId\":\"a\",\"maxResults\":\"many\"}")]
    [InlineData("{\"taskId\":\"a\",\"nextToken\":\"nonsense\"}")]
    [InlineData("[]")]
    public async Task List_ImpossibleBody_Is400(string body)
    {
        await using var aws = await TestAws.StartAsync();
        using var content = new StringContent(body);

        (await aws.ListFindingsAsync(content)).IsError(400, "InvalidRequestException");
    }

    [Fact]
    public async Task List_OfAnUnknownAudit_IsEmpty()
    {
        await using var aws = await TestAws.StartAsync();

        Assert.Equal("""{"findings":[]}""", (await aws.ListFindingsAsync(new { taskId = "nowhere" })).Text);
    }

    [Fact]
    public async Task Describe_Finding_IsAsListed()
    {
        await using var aws = await TestAws.StartAsync();
        var listed = (await aws.ListFindingsAsync(new { taskId = SimulatedAudits.Suppressed })).Findings[0];

        var answer = await aws.DescribeFindingAsync((string)listed["findingId"]!);

        Assert.True(JsonNode.DeepEquals(listed, answer.Json["finding"]), answer.Text);
    }

    [Theory]
    [InlineData("nowhere", 404, "ResourceNotFoundException")]
    [InlineData("bad%21id", 400, "InvalidRequestException")]
    public async Task Describe_UnknownOrMalformedFinding_IsRefused(string findingId, int status, string code)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.DescribeFindingAsync(findingId)).IsError(status, code);
    }

    [Fact]
    public async Task Findings_OfAnAuditThatRuns_AppearAsItsChecksFinish()
    {
        await using var aws = await TestAws.StartAsync();
        var started = await aws.StartAuditAsync("CONFLICTING_CLIENT_IDS_CHECK", Policies);
        var taskId = (string)started.Json["taskId"]!;
        var start = aws.Time.GetUtcNow();

        aws.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(aws.Simulator.Findings.OfAudit(taskId));
        aws.Time.Advance(TimeSpan.FromSeconds(1));
        var first = aws.Simulator.Findings.OfAudit(taskId);
        await aws.CancelAsync(taskId);
        aws.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(4, first.Count);
        Assert.All(first, finding => Assert.InRange(finding.FindingTime!.Value, start, start.AddSeconds(30)));
        Assert.Equal(first, aws.Simulator.Findings.OfAudit(taskId));
    }

    [Fact]
    public async Task Findings_After90Days_AreGone()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Findings.Put("put", new() { TaskId = "put", FindingTime = aws.Time.GetUtcNow().AddHours(-1) });
        var id = aws.Simulator.Findings.OfAudit(SimulatedAudits.NonCompliant)[0].FindingId!;

        aws.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeFindingAsync(id)).Status);
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeFindingAsync("put")).Status);
        aws.Time.Advance(TimeSpan.FromSeconds(2));

        (await aws.DescribeFindingAsync(id)).IsError(404, "ResourceNotFoundException");
        (await aws.DescribeFindingAsync("put")).IsError(404, "ResourceNotFoundException");
        Assert.Empty((await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant })).Findings);
        Assert.Empty((await aws.ListFindingsAsync(new { taskId = "put" })).Findings);
    }

    [Fact]
    public async Task Put_OverAFinding_ReplacesIt()
    {
        await using var aws = await TestAws.StartAsync();
        var finding = aws.Simulator.Findings.OfAudit(SimulatedAudits.NonCompliant)[0];

        aws.Simulator.Findings.Put(finding.FindingId!, finding with { Severity = "DIRE" });

        Assert.Equal("DIRE", (string?)(await aws.DescribeFindingAsync(finding.FindingId!)).Json["finding"]!["severity"]);
        Assert.Equal(13, (await aws.ListFindingsAsync(new { taskId = SimulatedAudits.NonCompliant })).Findings.Length);
    }

    [Fact]
    public async Task Findings_OfTwoSimulators_AreTheSame()
    {
        await using var one = await TestAws.StartAsync();
        await using var two = await TestAws.StartAsync();

        var text = (await one.ListFindingsAsync(new { taskId = SimulatedAudits.Suppressed })).Text;
        Assert.Equal(text, (await two.ListFindingsAsync(new { taskId = SimulatedAudits.Suppressed })).Text);
    }

    [Theory]
    [InlineData("AUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK", "CRITICAL", "COGNITO_IDENTITY_POOL", "cognitoIdentityPoolId")]
    [InlineData("CA_CERTIFICATE_EXPIRING_CHECK", "MEDIUM", "CA_CERTIFICATE", "caCertificateId")]
    [InlineData("CONFLICTING_CLIENT_IDS_CHECK", "HIGH", "CLIENT_ID", "clientId")]
    [InlineData("DEVICE_CERTIFICATE_AGE_CHECK", "LOW", "DEVICE_CERTIFICATE", "deviceCertificateId")]
    [InlineData(
        "INTERMEDIATE_CA_REVOKED_FOR_ACTIVE_DEVICE_CERTIFICATES_CHECK", "CRITICAL", "ISSUER_CERTIFICATE", "issuerCertificateIdentifier")]
    [InlineData(Policies, "CRITICAL", "IOT_POLICY", "policyVersionIdentifier")]
    [InlineData("IOT_ROLE_ALIAS_ALLOWS_ACCESS_TO_UNUSED_SERVICES_CHECK", "MEDIUM", "ROLE_ALIAS", "roleAliasArn")]
    [InlineData("LOGGING_DISABLED_CHECK", "LOW", "ACCOUNT_SETTINGS", "account")]
    [InlineData("A_CHECK_THAT_AWS_MAY_ADD", "MEDIUM", "DEVICE_CERTIFICATE", "deviceCertificateId")]
    public async Task Finding_OfACheck_HasItsSeverityAndResource(string checkName, string severity, string type, string member)
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Audits.Put("a", new AuditState().WithChecks(new Dictionary<string, CheckState>
        {
            [checkName] = CheckState.Finished(1, nonCompliant: 1),
        }));

        var finding = Assert.Single((await aws.ListFindingsAsync(new { taskId = "a" })).Findings);

        Assert.Equal(severity, (string?)finding["severity"]);
        Assert.Equal(type, (string?)finding["nonCompliantResource"]!["resourceType"]);
        Assert.Equal(member, Assert.Single(finding["nonCompliantResource"]!["resourceIdentifier"]!.AsObject()).Key);
    }
}
