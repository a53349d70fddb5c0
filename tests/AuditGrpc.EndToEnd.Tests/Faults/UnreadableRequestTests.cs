using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>Requests whose bytes are no message of the contract: row 25 of docs/reliability.md.</summary>
public sealed class UnreadableRequestTests
{
    private static readonly Marshaller<byte[]> _asItIs = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Theory]
    [InlineData("auditgrpc.v1.AuditService", "DescribeAuditTask", MethodType.Unary)]
    [InlineData("auditgrpc.v1.AuditService", "ListAuditTasks", MethodType.Unary)]
    [InlineData("auditgrpc.v1.AuditService", "StartOnDemandAuditTask", MethodType.Unary)]
    [InlineData("auditgrpc.v1.AuditService", "CancelAuditTask", MethodType.Unary)]
    [InlineData("auditgrpc.v1.AuditService", "WatchAuditTask", MethodType.ServerStreaming)]
    [InlineData("grpc.health.v1.Health", "Check", MethodType.Unary)]
    public async Task Call_BytesThatAreNoMessage_IsInvalidAndNoBug(string service, string name, MethodType type)
    {
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(log.Attach);
        var method = new Method<byte[], byte[]>(type, service, name, _asItIs, _asItIs);
        var invoker = server.Channel.CreateCallInvoker();
        // A text that is longer than the message.
        byte[] bytes = [0x0A, 0x7F, 0x41];

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var call = invoker.AsyncServerStreamingCall(method, null, default, bytes);
            await call.ResponseStream.MoveNext(CancellationToken.None);
        });

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidRequest), (failure.StatusCode, new ErrorDetails(failure).Reason));
        Assert.Equal("the request is no message of the contract", failure.Status.Detail);
        Assert.Empty(log.Errors);
    }
}
