using System.Net;
using System.Net.Http.Headers;
using AuditGrpc.EndToEnd.Tests.Fuzzing;
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

    /// <summary>Its messages are read while the call runs, unlike all others.</summary>
    [Theory]
    [InlineData("grpc.reflection.v1.ServerReflection")]
    [InlineData("grpc.reflection.v1alpha.ServerReflection")]
    public async Task Reflection_UnreadableMessage_IsInvalidAndNoBug(string service)
    {
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(log.Attach);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, service, "ServerReflectionInfo", _asItIs, _asItIs);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var call = server.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
            await call.RequestStream.WriteAsync([0x0A, 0x7F, 0x41]);
            await call.ResponseStream.MoveNext(CancellationToken.None);
        });

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidRequest), (failure.StatusCode, new ErrorDetails(failure).Reason));
        Assert.Equal("the request is no message of the contract", failure.Status.Detail);
        Assert.Empty(log.Errors);
    }

    [Theory]
    [InlineData("auditgrpc.v1.AuditService/DescribeAuditTask", 9, 3, "identity")]
    [InlineData("auditgrpc.v1.AuditService/DescribeAuditTask", 1, 3, "gzip")]
    [InlineData("auditgrpc.v1.AuditService/DescribeAuditTask", 0, -1, "identity")]
    [InlineData("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", 9, 3, "identity")]
    [InlineData("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", 1, 3, "gzip")]
    [InlineData("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", 0, -1, "identity")]
    public async Task Call_BytesThatAreNoFrame_IsInvalidAndNoBug(string path, byte flag, int length, string encoding)
    {
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(log.Attach);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(FrameMutation.Framed(flag, length, [1, 2, 3])),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("grpc-encoding", encoding);

        using var reply = await client.SendAsync(request);

        Assert.Equal(["3"], reply.Headers.Concat(reply.TrailingHeaders).Single(header => header.Key == "grpc-status").Value);
        Assert.Empty(log.Errors);
    }
}
