using System.Net;
using System.Text.Json.Nodes;

namespace AuditGrpc.Simulator.Tests;

public sealed class DescribeTests
{
    private const string Compliant = """
        {"checkRunStatus":"COMPLETED_COMPLIANT","checkCompliant":true,"totalResourcesCount":0,"nonCompliantResourcesCount":0}
        """;

    [Fact]
    public async Task Describe_DocumentedExample_IsAsDocumented()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.DescribeAsync("a3aea009955e501a31b764abe1bebd3d");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.NotNull(answer.RequestId);
        Assert.Contains("\"taskStartTime\":1560356923.434,", answer.Text);
        var expected = JsonNode.Parse($$"""
            {
              "taskStatus": "COMPLETED",
              "taskType": "ON_DEMAND_AUDIT_TASK",
              "taskStartTime": 1560356923.434,
              "taskStatistics": {
                "totalChecks": 3, "inProgressChecks": 0, "waitingForDataCollectionChecks": 0, "compliantChecks": 3,
                "nonCompliantChecks": 0, "failedChecks": 0, "canceledChecks": 0
              },
              "auditDetails": {
                "CA_CERTIFICATE_EXPIRING_CHECK": {{Compliant}},
                "DEVICE_CERTIFICATE_EXPIRING_CHECK": {{Compliant.Replace("Count\":0,", "Count\":6,")}},
                "REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK": {{Compliant}}
              }
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, answer.Json), answer.Text);
    }

    [Theory]
    [InlineData(SimulatedAudits.NonCompliant, "COMPLETED", "nonCompliantChecks", 2)]
    [InlineData(SimulatedAudits.Failed, "FAILED", "failedChecks", 2)]
    [InlineData(SimulatedAudits.Canceled, "CANCELED", "canceledChecks", 2)]
    [InlineData(SimulatedAudits.Scheduled, "COMPLETED", "compliantChecks", 2)]
    [InlineData(SimulatedAudits.Suppressed, "COMPLETED", "compliantChecks", 2)]
    [InlineData(SimulatedAudits.PartlyFailed, "COMPLETED", "failedChecks", 1)]
    [InlineData(SimulatedAudits.Running, "IN_PROGRESS", "waitingForDataCollectionChecks", 17)]
    public async Task Describe_SeedAudit_HasItsOutcome(string taskId, string status, string counter, int count)
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.DescribeAsync(taskId);

        Assert.Equal(status, (string?)answer.Json["taskStatus"]);
        Assert.Equal(count, (int?)answer.Json["taskStatistics"]![counter]);
        Assert.DoesNotContain("null", answer.Text);
    }

    [Fact]
    public async Task Describe_OptionalMembers_AreThereOnlyWhenSet()
    {
        await using var aws = await TestAws.StartAsync();

        var scheduled = (await aws.DescribeAsync(SimulatedAudits.Scheduled)).Json;
        var failed = (await aws.DescribeAsync(SimulatedAudits.Failed)).Json;
        var suppressed = (await aws.DescribeAsync(SimulatedAudits.Suppressed)).Json;

        Assert.Equal("DailyAudit", (string?)scheduled["scheduledAuditName"]);
        Assert.False(failed.AsObject().ContainsKey("scheduledAuditName"));
        var check = failed["auditDetails"]!["DEVICE_CERTIFICATE_EXPIRING_CHECK"]!.AsObject();
        Assert.Equal(["checkRunStatus", "checkCompliant", "errorCode", "message"], check.Select(member => member.Key));
        Assert.Equal("INSUFFICIENT_PERMISSIONS", (string?)check["errorCode"]);
        Assert.Equal(5, (int?)suppressed["auditDetails"]!["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"]!["suppressedNonCompliantResourcesCount"]);
    }

    [Fact]
    public async Task Describe_UnknownAudit_Is404AsAws()
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.DescribeAsync("0123456789abcdef0123456789abcdef")).IsError(404, "ResourceNotFoundException");
    }

    [Theory]
    [InlineData("bad_id")]
    [InlineData("bad%21id")]
    [InlineData("a%2Fb")]
    [InlineData("a%0A")]
    [InlineData("12345678901234567890123456789012345678901")]
    public async Task Describe_MalformedId_Is400AsAws(string taskId)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.DescribeAsync(taskId)).IsError(400, "InvalidRequestException");
    }

    [Fact]
    public async Task Describe_AuditOlderThan90Days_IsGoneButForTheDocumentedExample()
    {
        await using var aws = await TestAws.StartAsync();

        aws.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.NonCompliant)).Status);
        aws.Time.Advance(TimeSpan.FromSeconds(1));

        (await aws.DescribeAsync(SimulatedAudits.NonCompliant)).IsError(404, "ResourceNotFoundException");
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
    }

    [Fact]
    public async Task Describe_WithoutSeedAudits_FindsNone()
    {
        await using var aws = await TestAws.StartAsync(new() { SeedAudits = false });

        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(404, "ResourceNotFoundException");
    }

    [Theory]
    [InlineData("GET", "/audit/findings")]
    [InlineData("POST", "/audit/tasks/a3aea009955e501a31b764abe1bebd3d")]
    [InlineData("GET", "/")]
    public async Task AnyRequest_ForNoOperation_Is404(string method, string path)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.SendAsync(new(method), path)).IsError(404, "UnknownOperationException");
        Assert.Equal(1, aws.Simulator.Calls.Of("UnknownOperation"));
    }
}
