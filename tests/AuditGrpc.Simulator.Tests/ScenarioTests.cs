using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public async Task Start_WithTheDocumentedExample_PlaysIt()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scenario.json");
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { path } });

        var finished = (await aws.DescribeAsync("00000000000000000000000000000a01")).Json;
        Assert.Equal("NightlyAudit", (string?)finished["scheduledAuditName"]);
        Assert.Equal(["totalChecks", "compliantChecks"], finished["taskStatistics"]!.AsObject().Select(member => member.Key));
        Assert.Equal(aws.Time.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds() / 1000m, (decimal)finished["taskStartTime"]!);

        Assert.Equal(AuditWords.InProgress, aws.Simulator.Audits.Get("00000000000000000000000000000a02")!.TaskStatus);
        aws.Time.Advance(TimeSpan.FromSeconds(20));
        var ran = aws.Simulator.Audits.Get("00000000000000000000000000000a02")!;
        Assert.Equal(AuditWords.Completed, ran.TaskStatus);
        Assert.Equal(5, ran.AuditDetails!["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"].NonCompliantResourcesCount);

        (await aws.StartAuditAsync("DEVICE_CERTIFICATE_SHARED_CHECK")).IsError(400, "InvalidRequestException");
        var taskId = (string)(await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).Json["taskId"]!;
        aws.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("INSUFFICIENT_PERMISSIONS", aws.Simulator.Audits.Get(taskId)!.AuditDetails!["LOGGING_DISABLED_CHECK"].ErrorCode);

        (await aws.CancelAsync(taskId)).IsError(400, "ThrottlingException");
        Assert.Equal(2, aws.Simulator.Faults.Active.Count);

        var finding = Assert.Single(aws.Simulator.Findings.OfAudit("00000000000000000000000000000a01"));
        Assert.Equal("lab", finding.NonCompliantResource?.ResourceIdentifier?.PolicyVersionIdentifier?.PolicyName);
        var other = aws.Simulator.Account("222222222222");
        Assert.Equal(AuditWords.Failed, other.Audits.Get("00000000000000000000000000000a01")!.TaskStatus);
        Assert.Equal(FaultKind.Delay, Assert.Single(other.Faults.Active).Kind);
    }

    [Fact]
    public async Task Start_WithSeveralScenarios_PlaysThemInOrder()
    {
        using var first = new TemporaryFile(
            """{"audits":{"a":{"state":{"taskStatus":"COMPLETED"}},"b":{"state":{"taskStatus":"FAILED"}}}}""");
        using var second = new TemporaryFile(
            """{"audits":{"a":{"state":{"taskStatus":"PAUSED","taskStartTime":1767225600.5}}}}""");
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { first.Path, second.Path } });

        Assert.Equal("""{"taskStatus":"PAUSED","taskStartTime":1767225600.5}""", (await aws.DescribeAsync("a")).Text);
        Assert.Equal("FAILED", (string?)(await aws.DescribeAsync("b")).Json["taskStatus"]);
    }

    [Fact]
    public async Task Start_ScenarioWithAccounts_PlaysForEachItsOwn()
    {
        using var scenario = new TemporaryFile("""
            {"audits":{"a":{"state":{"taskStatus":"COMPLETED"}}},
             "accounts":[{"accountId":"222222222222","accessKeyId":"TWO","externalId":"tenant",
               "audits":{"a":{"state":{"taskStatus":"FAILED"}}},
               "faults":[{"kind":"throttle","operation":"ListAuditTasks"}]}]}
            """);
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { scenario.Path } });

        Assert.Equal("COMPLETED", (string?)(await aws.DescribeAsync("a")).Json["taskStatus"]);
        var other = await aws.SendAsync(HttpMethod.Get, "/audit/tasks/a", authorization: TestAws.Signature("iot", accessKeyId: "TWO"));
        Assert.Equal("FAILED", (string?)other.Json["taskStatus"]);
        Assert.Empty(aws.Simulator.Faults.Active);
        Assert.Single(aws.Simulator.Account("222222222222").Faults.Active);
    }

    [Fact]
    public async Task Start_ScenarioWithFindings_AnswersThemAsTheyAre()
    {
        using var scenario = new TemporaryFile("""
            {"findings":{"odd_1":{"taskId":"a","checkName":"NEW_CHECK","severity":"DIRE","findingTime":1767322800.5,
              "nonCompliantResource":{"resourceType":"MOON","resourceIdentifier":{"deviceCertificateArn":"arn:x"}}}}}
            """);
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { scenario.Path } });

        var answer = await aws.ListFindingsAsync(new { taskId = "a" });

        Assert.Equal(
            """{"findings":[{"findingId":"odd_1","taskId":"a","checkName":"NEW_CHECK","findingTime":1767322800.5,"severity":"DIRE",""" +
            """ "nonCompliantResource":{"resourceType":"MOON","resourceIdentifier":{"deviceCertificateArn":"arn:x"}}}]}""".TrimStart(),
            answer.Text);
    }

    [Fact]
    public async Task Start_ScenarioWithACheckThatAwsMayAdd_CanBeAudited()
    {
        using var scenario = new TemporaryFile(
            """{"accountAuditConfiguration":{"auditCheckConfigurations":{"NEW_CHECK":{"enabled":true}}}}""");
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { scenario.Path } });

        Assert.Equal(HttpStatusCode.OK, (await aws.StartAuditAsync("NEW_CHECK")).Status);
    }

    [Theory]
    [InlineData("""{"audit":{}}""", "$.audit")]
    [InlineData("""{"audits":{"a":{"state":{"taskStatuses":"COMPLETED"}}}}""", "$.audits.a.state.taskStatuses")]
    [InlineData("""{"audits":{"a":{"state":{"taskStatus":1}}}}""", "$.audits.a.state.taskStatus")]
    [InlineData("""{"audits":{"a":{"state":{}},"a":{"state":{}}}}""", "$.audits.a")]
    [InlineData("""{"audits":{"a":{}}}""", "audits.a must have either a state or a script")]
    [InlineData("""{"audits":{"a_b":{"state":{}}}}""", "audits.a_b must have an id of 1 to 40")]
    [InlineData("""{"audits":{"a":{"script":{}}}}""", "$.audits.a.script")]
    [InlineData("""{"audits":{"a":{"script":{"checks":{}}}}}""", "checks must have at least one check")]
    [InlineData("""{"audits":{"a":{"script":{"duration":0,"checks":{"A":{}}}}}}""", "duration must be over 0 seconds")]
    [InlineData("""{"audits":{"a":{"script":{"checks":{"A":null}}}}}""", "checks.A must not be null")]
    [InlineData("""{"audits":{"a":null}}""", "audits.a must not be null")]
    [InlineData("""{"findings":{"a b":{}}}""", "findings.a b must have an id of 1 to 128")]
    [InlineData("""{"findings":{"a":{"severe":"LOW"}}}""", "$.findings.a.severe")]
    [InlineData("""{"accounts":[{}]}""", "$.accounts[0]")]
    [InlineData("""{"accounts":[{"accountId":"12"}]}""", "accounts[0].accountId must be 12 digits")]
    [InlineData("""{"accounts":[{"accountId":"222222222222","audits":{"a":{}}}]}""", "accounts[0].audits.a must have either")]
    [InlineData("""{"faults":[{"kind":"error","status":42}]}""", "status must be 400 to 599")]
    [InlineData("""{"faults":[{"kind":"error","colour":"red"}]}""", "$.faults[0].colour")]
    [InlineData("null", "must be an object")]
    [InlineData("{", "line 1 is not valid JSON")]
    public async Task Start_ImpossibleScenario_IsRefusedByFileAndPlace(string text, string place)
    {
        using var scenario = new TemporaryFile(text);

        var refused = await Assert.ThrowsAsync<ScenarioException>(() => TestAws.StartAsync(new() { Scenarios = { scenario.Path } }));

        Assert.Contains(scenario.Path, refused.Message);
        Assert.Contains(place, refused.Message);
        Assert.DoesNotContain("System.", refused.Message);
    }
}
