using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class AdminTests
{
    [Fact]
    public async Task Faults_OverHttp_AreInjectedListedAndCleared()
    {
        await using var aws = await TestAws.StartAsync();

        var injected = await aws.SendAsync(HttpMethod.Post, "/_simulator/faults", new
        {
            kind = "error",
            operation = "DescribeAuditTask",
            calls = 5,
            status = 503,
            code = "ServiceUnavailableException",
            delay = 0,
        });
        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(503, "ServiceUnavailableException");
        var listed = await aws.SendAsync(HttpMethod.Get, "/_simulator/faults");
        var cleared = await aws.SendAsync(HttpMethod.Delete, "/_simulator/faults");

        Assert.Equal(HttpStatusCode.Created, injected.Status);
        Assert.Equal(("error", 4), ((string)listed.Json[0]!["kind"]!, (int)listed.Json[0]!["calls"]!));
        Assert.Equal(HttpStatusCode.OK, cleared.Status);
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
    }

    [Theory]
    [InlineData("{\"kind\":\"throttle\",\"times\":3}", "$.times")]
    [InlineData("{\"kind\":\"sulk\"}", "$.kind")]
    [InlineData("{\"kind\":\"throttle\",\"calls\":\"three\"}", "$.calls")]
    [InlineData("{\"calls\":3}", "$")]
    [InlineData("{\"kind\":\"throttle\",\"calls\":0}", "calls must be at least 1")]
    [InlineData("{\"kind\":", "line 1 is not valid JSON")]
    public async Task Faults_ImpossibleOverHttp_AreRefusedByName(string body, string text)
    {
        await using var aws = await TestAws.StartAsync();
        using var content = new StringContent(body);

        var response = await aws.Http.PostAsync("/_simulator/faults", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var message = await response.Content.ReadAsStringAsync();
        Assert.Contains(text, message);
        Assert.DoesNotContain("System.", message);
    }

    [Fact]
    public async Task Calls_OverHttp_AreCountedByOperationAndReset()
    {
        await using var aws = await TestAws.StartAsync();
        await aws.DescribeAsync(SimulatedAudits.Documented);
        await aws.DescribeAsync("nowhere");
        await aws.ListAsync();

        var counted = await aws.SendAsync(HttpMethod.Get, "/_simulator/calls");
        await aws.SendAsync(HttpMethod.Delete, "/_simulator/calls");

        Assert.Equal("""{"total":3,"operations":{"DescribeAuditTask":2,"ListAuditTasks":1}}""", counted.Text);
        Assert.Equal(0, aws.Simulator.Calls.Total);
    }

    [Fact]
    public async Task Calls_OfAnOperation_HaveTheirTimes()
    {
        await using var aws = await TestAws.StartAsync();
        var start = aws.Time.GetUtcNow();
        await aws.DescribeAsync(SimulatedAudits.Documented);
        aws.Time.Advance(TimeSpan.FromSeconds(2));
        await aws.DescribeAsync(SimulatedAudits.Documented);

        Assert.Equal([start, start.AddSeconds(2)], aws.Simulator.Calls.Times("DescribeAuditTask"));
        Assert.Empty(aws.Simulator.Calls.Times("ListAuditTasks"));
    }

    [Fact]
    public async Task FaultsAndCalls_OfAnAccountOverHttp_AreItsAlone()
    {
        const string Other = "222222222222";
        await using var aws = await TestAws.StartAsync(new() { Accounts = { new() { AccountId = Other } } });

        await aws.SendAsync(HttpMethod.Post, $"/_simulator/faults?account={Other}", new { kind = "throttle" });
        await aws.DescribeAsync(SimulatedAudits.Documented);

        Assert.Equal("""{"total":0,"operations":{}}""", (await aws.SendAsync(HttpMethod.Get, $"/_simulator/calls?account={Other}")).Text);
        Assert.Equal("[]", (await aws.SendAsync(HttpMethod.Get, "/_simulator/faults")).Text);
        Assert.Single(aws.Simulator.Account(Other).Faults.Active);
        await aws.SendAsync(HttpMethod.Delete, $"/_simulator/faults?account={Other}");
        Assert.Empty(aws.Simulator.Account(Other).Faults.Active);
        var unknown = await aws.SendAsync(HttpMethod.Get, "/_simulator/calls?account=999999999999");
        Assert.Equal((HttpStatusCode.NotFound, """{"error":"There is no account 999999999999."}"""), (unknown.Status, unknown.Text));
    }

    [Fact]
    public async Task AnythingElse_UnderTheSimulatorsPath_SaysWhatThereIs()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.SendAsync(HttpMethod.Get, "/_simulator/audits");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("/_simulator/faults", answer.Text);
        Assert.Equal(0, aws.Simulator.Calls.Total);
    }
}
