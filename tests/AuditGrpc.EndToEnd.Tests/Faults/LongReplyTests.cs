using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>AWS, or who passes for it, says too much.</summary>
public sealed class LongReplyTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Describe_ReplyOf10Megabytes_IsInvalidAndNotReadToTheEnd(int status)
    {
        await using var server = await RunningServer.StartAsync("Upstream:Attempts=1");
        var text = new string('x', 10_000_000);
        server.Aws.Faults.Inject(status == 200
            ? new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":"COMPLETED","scheduledAuditName":"{{text}}"}""" }
            : new Fault { Kind = FaultKind.Error, Status = status, Code = "InternalFailureException", Message = text });

        var failure = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync("audit"));

        Assert.Equal((StatusCode.Internal, ErrorReason.UpstreamInvalidResponse), (failure.StatusCode, new ErrorDetails(failure).Reason));
    }

    [Fact]
    public async Task Describe_ReplyWithinTheLimit_IsRead()
    {
        await using var server = await RunningServer.StartAsync();
        var name = new string('x', AwsHttp.LargestReply / 2);
        var body = $$"""{"taskStatus":"COMPLETED","scheduledAuditName":"{{name}}"}""";
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Body, Body = body });

        Assert.Equal(name, (await server.DescribeAsync("audit")).ScheduledAuditName);
    }

    [Fact]
    public async Task Describe_ReplyNestedDeeply_IsInvalid()
    {
        await using var server = await RunningServer.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Body, Body = $$"""{"taskStatus":"COMPLETED","more":{{deep}}""" });

        var failure = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync("audit"));

        Assert.Equal(ErrorReason.UpstreamInvalidResponse, new ErrorDetails(failure).Reason);
    }
}
