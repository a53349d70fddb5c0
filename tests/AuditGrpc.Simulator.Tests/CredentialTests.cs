using System.Net;

namespace AuditGrpc.Simulator.Tests;

public sealed class CredentialTests
{
    private const string Path = $"/audit/tasks/{SimulatedAudits.Documented}";

    [Theory]
    [InlineData("iot")]
    [InlineData("execute-api")]
    public async Task AnyRequest_SignedForTheService_IsAnswered(string service)
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.SendAsync(HttpMethod.Get, Path, authorization: TestAws.Signature(service));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task AnyRequest_Unsigned_Is403()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Http.DefaultRequestHeaders.Clear();

        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(403, "MissingAuthenticationTokenException");
    }

    [Fact]
    public async Task AnyRequest_SignedForAnotherService_Is403()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.SendAsync(HttpMethod.Get, Path, authorization: TestAws.Signature("s3"));

        answer.IsError(403, "InvalidSignatureException");
    }

    [Fact]
    public async Task AnyRequest_WithAnotherKindOfAuthorization_Is403()
    {
        await using var aws = await TestAws.StartAsync();

        var answer = await aws.SendAsync(HttpMethod.Get, Path, authorization: "Bearer x");

        answer.IsError(403, "IncompleteSignatureException");
    }

    [Fact]
    public async Task AnyRequest_SignedForAnotherRegion_Is403IfTheSimulatorHasOne()
    {
        await using var aws = await TestAws.StartAsync(new() { Region = "us-west-2" });

        (await aws.SendAsync(HttpMethod.Get, Path)).IsError(403, "InvalidSignatureException");
        var answer = await aws.SendAsync(HttpMethod.Get, Path, authorization: TestAws.Signature("iot", "us-west-2"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }
}
