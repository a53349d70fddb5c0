using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task List_Month_HasAllSeedAuditsButTheDocumentedOne()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.ListAsync();

        Assert.Equal(7, answer.TaskIds.Length);
        Assert.DoesNotContain(SimulatedAudits.Documented, answer.TaskIds);
        Assert.Equal(["tasks"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["taskId", "taskStatus", "taskType"],
            answer.Json["tasks"]![0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("&taskType=SCHEDULED_AUDIT_TASK", 2)]
    [InlineData("&taskStatus=COMPLETED", 4)]
    [InlineData("&taskStatus=IN_PROGRESS&taskType=SCHEDULED_AUDIT_TASK", 1)]
    [InlineData("&taskStatus=IN_PROGRESS&taskType=ON_DEMAND_AUDIT_TASK", 0)]
    public async Task List_Filtered_HasWhatFits(string filter, int count)
    {
        await using var aws = await TestAws.StartAsync();

        Assert.Equal(count, (await aws.ListAsync(filter)).TaskIds.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?startTime=2026-01-01T00:00:00Z")]
    [InlineData("?endTime=2026-01-01T00:00:00Z")]
    [InlineData("?startTime=yesterday&endTime=2026-01-01T00:00:00Z")]
    [InlineData("?startTime=1767225600&endTime=2026-01-01T00:00:00Z")]
    [InlineData("?startTime=2026-01-02T00:00:00Z&endTime=2026-01-01T00:00:00Z")]
    [InlineData("?startTime=2025-01-01T00:00:00Z&endTime=2026-01-01T00:00:00Z")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&maxResults=0")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&maxResults=251")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&maxResults=ten")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&taskStatus=PAUSED")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&taskType=AUDIT")]
    [InlineData("?startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z&nextToken=nonsense")]
    public async Task List_ImpossibleQuery_Is400(string query)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.SendAsync(HttpMethod.Get, "/audit/tasks" + query)).IsError(400, "InvalidRequestException");
    }

    [Theory]
    [InlineData("2026-01-02T02:04:05Z", "2026-01-02T02:04:05.000Z", 1)]
    [InlineData("2026-01-02T02%3A04%3A05.001Z", "2026-01-02T02:30:00Z", 0)]
    [InlineData("2026-01-02T02:00:00.5Z", "2026-01-02T02:04:04.999Z", 0)]
    public async Task List_TimesWithAndWithoutFraction_BoundThePeriod(string startTime, string endTime, int count)
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.SendAsync(HttpMethod.Get, $"/audit/tasks?startTime={startTime}&endTime={endTime}");

        Assert.Equal(count, answer.TaskIds.Length);
    }

    [Fact]
    public async Task List_Pages_HaveEveryAuditOnceThoughOthersComeAndGo()
    {
        await using var aws = await TestAws.StartAsync(new() { SeedAudits = false });
        for (var i = 0; i < 60; i++)
        {
            aws.Simulator.Audits.Put($"a{i:00}", new() { TaskStatus = AuditWords.Completed });
        }

        var first = await aws.ListAsync();
        aws.Simulator.Audits.Put("a000", new() { TaskStatus = AuditWords.Completed });
        aws.Simulator.Audits.Remove("a24");
        var second = await aws.ListAsync($"&maxResults=30&nextToken={first.Json["nextToken"]}");
        var third = await aws.ListAsync($"&maxResults=30&nextToken={second.Json["nextToken"]}");

        Assert.Equal([25, 30, 5], [first.TaskIds.Length, second.TaskIds.Length, third.TaskIds.Length]);
        Assert.Equal(60, first.TaskIds.Concat(second.TaskIds).Concat(third.TaskIds).Distinct().Count());
        Assert.Null(third.Json["nextToken"]);
    }

    [Fact]
    public async Task List_TokenOfAnotherQuery_Is400()
    {
        await using var aws = await TestAws.StartAsync();
        var first = await aws.ListAsync("&maxResults=1");

        var other = await aws.ListAsync($"&maxResults=1&taskStatus=COMPLETED&nextToken={first.Json["nextToken"]}");

        other.IsError(400, "InvalidRequestException");
        Assert.Equal(HttpStatusCode.OK, (await aws.ListAsync($"&nextToken={first.Json["nextToken"]}")).Status);
    }
}
