using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class AccountTests
{
    private const string One = "123456789012";
    private const string Two = "222222222222";
    private const string Path = "/audit/tasks/same";

    [Fact]
    public async Task SameAuditId_InTwoAccounts_IsTwoAudits()
    {
        await using var aws = await StartAsync();
        aws.Simulator.Audits.Put("same", new() { TaskStatus = AuditWords.Completed });
        aws.Simulator.Account(Two).Audits.Put("same", new() { TaskStatus = AuditWords.Failed });

        Assert.Equal("""{"taskStatus":"COMPLETED"}""", (await aws.DescribeAsync("same")).Text);
        Assert.Equal("""{"taskStatus":"FAILED"}""", (await AsTwoAsync(aws, HttpMethod.Get, Path)).Text);
        Assert.Same(aws.Simulator.Audits, aws.Simulator.Account(One).Audits);
    }

    [Fact]
    public async Task Findings_OfTwoAccounts_AreNotEachOthers()
    {
        await using var aws = await StartAsync();
        var own = aws.Simulator.Findings.OfAudit(SimulatedAudits.NonCompliant);
        var others = aws.Simulator.Account(Two).Findings.OfAudit(SimulatedAudits.NonCompliant);

        Assert.Equal(own.Count, others.Count);
        Assert.Empty(own.IntersectBy(others.Select(finding => finding.FindingId), finding => finding.FindingId));
        (await aws.DescribeFindingAsync(others[0].FindingId!)).IsError(404, "ResourceNotFoundException");
        var answer = await AsTwoAsync(aws, HttpMethod.Get, $"/audit/findings/{others[0].FindingId}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Configuration_OfOneAccount_LeavesTheOthers()
    {
        await using var aws = await StartAsync();
        await aws.SendAsync(HttpMethod.Patch, "/audit/configuration", new
        {
            auditCheckConfigurations = new { LOGGING_DISABLED_CHECK = new { enabled = false } },
        });

        var configuration = (await AsTwoAsync(aws, HttpMethod.Get, "/audit/configuration")).Json;

        Assert.True((bool)configuration["auditCheckConfigurations"]!["LOGGING_DISABLED_CHECK"]!["enabled"]!);
        Assert.Contains(Two, (string)configuration["roleArn"]!);
    }

    [Fact]
    public async Task Start_TenInOneAccount_LeavesTheOthersTheirTen()
    {
        await using var aws = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await aws.StartAuditAsync("LOGGING_DISABLED_CHECK");
        }

        var body = new { targetCheckNames = new[] { "LOGGING_DISABLED_CHECK" } };
        Assert.Equal(HttpStatusCode.OK, (await AsTwoAsync(aws, HttpMethod.Post, "/audit/tasks", body)).Status);
        (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).IsError(400, "ThrottlingException");
        aws.Time.Advance(TimeSpan.FromSeconds(1));
        (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).IsError(410, "LimitExceededException");
    }

    [Fact]
    public async Task FaultsAndCalls_OfAnAccount_AreItsAlone()
    {
        await using var aws = await StartAsync();
        aws.Simulator.Account(Two).Faults.Inject(new() { Kind = FaultKind.Throttle });

        await aws.DescribeAsync(SimulatedAudits.Documented);
        (await AsTwoAsync(aws, HttpMethod.Get, Path)).IsError(400, "ThrottlingException");
        (await AsTwoAsync(aws, HttpMethod.Get, Path)).IsError(400, "ThrottlingException");
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Error, Status = 503, Code = "ServiceUnavailableException" });
        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(503, "ServiceUnavailableException");

        Assert.Equal(4, aws.Simulator.Calls.Of("DescribeAuditTask"));
        Assert.Equal(2, aws.Simulator.Account(One).Calls.Of("DescribeAuditTask"));
        Assert.Equal(2, aws.Simulator.Account(Two).Calls.Of("DescribeAuditTask"));
    }

    [Fact]
    public async Task Account_InSeveralRegions_HasOtherAuditsInEach()
    {
        await using var aws = await TestAws.StartAsync(new()
        {
            Accounts = { new() { AccountId = Two, Region = "eu-west-1" }, new() { AccountId = Two, Region = "us-east-1" } },
        });
        aws.Simulator.Account(Two, "us-east-1").Audits.Put("same", new() { TaskStatus = AuditWords.Failed });

        Task<Answer> In(string region) => aws.SendAsync(HttpMethod.Get, Path, authorization: TestAws.Signature("iot", region, Two));
        Assert.Equal(HttpStatusCode.OK, (await In("us-east-1")).Status);
        (await In("eu-west-1")).IsError(404, "ResourceNotFoundException");
        (await In("eu-central-1")).IsError(403, "InvalidSignatureException");
        Assert.Equal("eu-west-1", aws.Simulator.Account(Two).Region);
    }

    [Fact]
    public async Task Account_ThatIsNotServed_IsNotFound()
    {
        await using var aws = await StartAsync();

        Assert.Throws<KeyNotFoundException>(() => aws.Simulator.Account("999999999999"));
    }

    private static Task<TestAws> StartAsync() =>
        TestAws.StartAsync(new() { Accounts = { new() { AccountId = Two, AccessKeyId = "AKIATWO" } } });

    private static Task<Answer> AsTwoAsync(TestAws aws, HttpMethod method, string path, object? body = null) =>
        aws.SendAsync(method, path, body, TestAws.Signature("iot", accessKeyId: "AKIATWO"));
}
