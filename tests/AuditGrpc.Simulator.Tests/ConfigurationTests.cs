using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class ConfigurationTests
{
    private const string Path = "/audit/configuration";

    [Fact]
    public async Task DescribeConfiguration_AtTheStart_HasAllChecksButTheAgeCheckEnabled()
    {
        await using var aws = await TestAws.StartAsync(new() { AccountId = "999988887777" });

        var answer = await aws.SendAsync(HttpMethod.Get, Path);

        Assert.Equal(["roleArn", "auditCheckConfigurations"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Contains(":999988887777:", (string?)answer.Json["roleArn"]);
        var checks = answer.Json["auditCheckConfigurations"]!.AsObject();
        Assert.Equal(17, checks.Count);
        Assert.Equal("DEVICE_CERTIFICATE_AGE_CHECK", Assert.Single(checks, check => !(bool)check.Value!["enabled"]!).Key);
    }

    [Fact]
    public async Task UpdateConfiguration_SomeMembers_KeepsTheOthers()
    {
        await using var aws = await TestAws.StartAsync();

        var updated = await aws.SendAsync(HttpMethod.Patch, Path, new
        {
            auditNotificationTargetConfigurations = new
            {
                SNS = new { targetArn = "arn:aws:sns:eu-central-1:123456789012:audits", enabled = true },
            },
            auditCheckConfigurations = new Dictionary<string, object>
            {
                ["DEVICE_CERTIFICATE_AGE_CHECK"] = new { enabled = true, configuration = new { CERT_AGE_THRESHOLD_IN_DAYS = "100" } },
                ["LOGGING_DISABLED_CHECK"] = new { enabled = false },
            },
        });
        await aws.SendAsync(HttpMethod.Patch, Path, new { auditNotificationTargetConfigurations = new { SNS = new { enabled = false } } });

        Assert.Equal((HttpStatusCode.OK, "{}"), (updated.Status, updated.Text));
        var configuration = (await aws.SendAsync(HttpMethod.Get, Path)).Json;
        Assert.NotNull(configuration["roleArn"]);
        Assert.Equal(
            """{"targetArn":"arn:aws:sns:eu-central-1:123456789012:audits","enabled":false}""",
            configuration["auditNotificationTargetConfigurations"]!["SNS"]!.ToJsonString());
        Assert.Equal(17, configuration["auditCheckConfigurations"]!.AsObject().Count);
        Assert.Equal(
            """{"enabled":true,"configuration":{"CERT_AGE_THRESHOLD_IN_DAYS":"100"}}""",
            configuration["auditCheckConfigurations"]!["DEVICE_CERTIFICATE_AGE_CHECK"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await aws.StartAuditAsync("DEVICE_CERTIFICATE_AGE_CHECK")).Status);
        (await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).IsError(400, "InvalidRequestException");
    }

    [Theory]
    [InlineData("{\"roleArn\":\"short\"}")]
    [InlineData("{\"auditCheckConfigurations\":{\"NO_CHECK\":{\"enabled\":true}}}")]
    [InlineData("{\"auditCheckConfigurations\":{\"LOGGING_DISABLED_CHECK\":null}}")]
    [InlineData("{\"auditCheckConfigurations\":{\"LOGGING_DISABLED_CHECK\":{\"configuration\":{\"X\":\"\"}}}}")]
    [InlineData("{\"auditNotificationTargetConfigurations\":{\"MAIL\":{}}}")]
    [InlineData("{\"auditNotificationTargetConfigurations\":{\"SNS\":null}}")]
    [InlineData("[]")]
    public async Task UpdateConfiguration_ImpossibleBody_Is400(string body)
    {
        await using var aws = await TestAws.StartAsync();
        using var content = new StringContent(body);

        var response = await aws.Http.PatchAsync(Path, content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidRequestException:", response.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact]
    public async Task UpdateConfiguration_OfAnAccountWithoutOne_NeedsARoleAndACheck()
    {
        using var scenario = new TemporaryFile("""{"accountAuditConfiguration":{}}""");
        await using var aws = await TestAws.StartAsync(new() { Scenarios = { scenario.Path } });
        var checks = new { LOGGING_DISABLED_CHECK = new { enabled = true } };
        const string Role = "arn:aws:iam::123456789012:role/audits";

        Assert.Equal("{}", (await aws.SendAsync(HttpMethod.Get, Path)).Text);
        (await aws.SendAsync(HttpMethod.Patch, Path, new { auditCheckConfigurations = checks })).IsError(400, "InvalidRequestException");
        (await aws.SendAsync(HttpMethod.Patch, Path, new { roleArn = Role })).IsError(400, "InvalidRequestException");
        var both = await aws.SendAsync(HttpMethod.Patch, Path, new { roleArn = Role, auditCheckConfigurations = checks });
        Assert.Equal(HttpStatusCode.OK, both.Status);
    }
}
