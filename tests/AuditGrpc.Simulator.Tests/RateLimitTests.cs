using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class RateLimitTests
{
    public static TheoryData<string, string, int> Quotas => new()
    {
        { "GET", $"/audit/tasks/{SimulatedAudits.Documented}", 25 },
        { "GET", "/audit/tasks", 10 },
        { "POST", "/audit/tasks", 10 },
        { "PUT", "/audit/tasks/nowhere/cancel", 10 },
        { "GET", "/audit/findings/nowhere", 25 },
        { "POST", "/audit/findings", 10 },
        { "GET", "/audit/relatedResources?findingId=nowhere", 10 },
        { "GET", "/audit/configuration", 5 },
        { "PATCH", "/audit/configuration", 5 },
    };

    [Theory]
    [MemberData(nameof(Quotas))]
    public async Task AnyOperation_MoreOftenThanItsQuota_IsThrottled(string method, string path, int perSecond)
    {
        await using var aws = await TestAws.StartAsync();
        for (var i = 0; i < perSecond; i++)
        {
            Assert.NotEqual("ThrottlingException:", (await aws.SendAsync(new(method), path)).ErrorType);
        }

        var throttled = await aws.SendAsync(new(method), path);
        throttled.IsError(400, "ThrottlingException");
        Assert.Equal("Rate exceeded", (string?)throttled.Json["message"]);

        aws.Time.Advance(TimeSpan.FromSeconds(1.0 / perSecond));
        Assert.NotEqual("ThrottlingException:", (await aws.SendAsync(new(method), path)).ErrorType);
        (await aws.SendAsync(new(method), path)).IsError(400, "ThrottlingException");
    }

    [Fact]
    public async Task Describe_WithScaledQuota_HasThatQuota()
    {
        await using var aws = await TestAws.StartAsync(new() { RateLimitScale = 0.08 });

        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(400, "ThrottlingException");
    }

    [Fact]
    public async Task Describe_WithoutQuotas_IsNeverThrottled()
    {
        await using var aws = await TestAws.StartAsync(new() { RateLimits = false });
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
        }
    }
}
