using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class StartAndCancelTests
{
    [Fact]
    public async Task Start_EnabledChecks_RunsAnAudit()
    {
        await using var aws = await TestAws.StartAsync();

        var started = await aws.StartAuditAsync("LOGGING_DISABLED_CHECK", "CA_CERTIFICATE_EXPIRING_CHECK");

        var taskId = (string)started.Json["taskId"]!;
        Assert.Matches("^[0-9a-f]{32}$", taskId);
        var audit = (await aws.DescribeAsync(taskId)).Json;
        Assert.Equal("IN_PROGRESS", (string?)audit["taskStatus"]);
        Assert.Equal("ON_DEMAND_AUDIT_TASK", (string?)audit["taskType"]);
        Assert.Equal(aws.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000m, (decimal)audit["taskStartTime"]!);
        Assert.Contains(taskId, (await aws.ListAsync("&taskStatus=IN_PROGRESS")).TaskIds);
    }

    [Fact]
    public async Task Start_MisspeltCheck_Is400WithAwsText()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.StartAuditAsync("LOGGING_DISABLED_CHEQUE");

        answer.IsError(400, "InvalidRequestException");
        Assert.Equal("Request contains an invalid Audit Check Name.", (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task Start_CheckThatIsNotEnabled_Is400()
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.StartAuditAsync("DEVICE_CERTIFICATE_AGE_CHECK")).IsError(400, "InvalidRequestException");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"targetCheckNames\":[]}")]
    [InlineData("{\"targetCheckNames\":[null]}")]
    [InlineData("{\"targetCheckNames\":\"LOGGING_DISABLED_CHECK\"}")]
    [InlineData("{\"targetCheckNames\":[")]
    public async Task Start_ImpossibleBody_Is400(string body)
    {
        await using var aws = await TestAws.StartAsync();
        using var content = new StringContent(body);

        var response = await aws.Http.PostAsync("/audit/tasks", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidRequestException:", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact]
    public async Task Start_EleventhAtOnce_Is410UntilOneEnds()
    {
        await using var aws = await TestAws.StartAsync(new() { RateLimits = false });
        var taskId = "";
        for (var i = 0; i < 10; i++)
        {
            taskId = (string)(await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).Json["taskId"]!;
        }

        (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).IsError(410, "LimitExceededException");
        await aws.CancelAsync(taskId);
        Assert.Equal(HttpStatusCode.OK, (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).Status);
        (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).IsError(410, "LimitExceededException");
        aws.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).Status);
    }

    [Fact]
    public async Task Cancel_RunningAudit_KeepsWhatHasFinishedAndCancelsTheRest()
    {
        await using var aws = await TestAws.StartAsync();
        var started = await aws.StartAuditAsync("CA_CERTIFICATE_EXPIRING_CHECK", "CONFLICTING_CLIENT_IDS_CHECK", "LOGGING_DISABLED_CHECK");
        var taskId = (string)started.Json["taskId"]!;
        aws.Time.Advance(TimeSpan.FromSeconds(22));

        var canceled = await aws.CancelAsync(taskId);
        aws.Time.Advance(TimeSpan.FromHours(1));
        var audit = (await aws.DescribeAsync(taskId)).Json;

        Assert.Equal((HttpStatusCode.OK, "{}"), (canceled.Status, canceled.Text));
        Assert.Equal("CANCELED", (string?)audit["taskStatus"]);
        Assert.Equal("COMPLETED_COMPLIANT", (string?)audit["auditDetails"]!["CA_CERTIFICATE_EXPIRING_CHECK"]!["checkRunStatus"]);
        Assert.Equal("CANCELED", (string?)audit["auditDetails"]!["LOGGING_DISABLED_CHECK"]!["checkRunStatus"]);
        Assert.Equal(2, (int?)audit["taskStatistics"]!["canceledChecks"]);
        Assert.Equal(1, (int?)audit["taskStatistics"]!["compliantChecks"]);
        (await aws.CancelAsync(taskId)).IsError(400, "InvalidRequestException");
    }

    [Fact]
    public async Task Cancel_ScheduledAuditInProgress_IsCanceled()
    {
        await using var aws = await TestAws.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await aws.CancelAsync(SimulatedAudits.Running)).Status);
        Assert.Equal(AuditWords.Canceled, aws.Simulator.Audits.Get(SimulatedAudits.Running)?.TaskStatus);
    }

    [Theory]
    [InlineData(SimulatedAudits.NonCompliant, 400, "InvalidRequestException")]
    [InlineData("nowhere", 404, "ResourceNotFoundException")]
    [InlineData("bad_id", 400, "InvalidRequestException")]
    public async Task Cancel_AuditThatDoesNotRun_IsRefused(string taskId, int status, string code)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.CancelAsync(taskId)).IsError(status, code);
    }
}
