using System.Net;
using System.Net.Sockets;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Limiting;

/// <summary>What one message and one connection may hold.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task Describe_AMessageOverTheLimit_IsResourceExhausted()
    {
        await using var server = await RunningServer.StartAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(new string('a', 70_000)));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal(SimulatedAudits.Documented, (await server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
    }

    [Fact]
    public async Task Describe_AMessageAtTheLimit_IsRead()
    {
        await using var server = await RunningServer.StartAsync();
        // Three bytes say how long the text is, and one that it is the task_id.
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(new string('a', 65_536 - 4)));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Theory]
    [InlineData(8_192, true)]
    [InlineData(20_000, false)]
    public async Task Describe_WithAToken_FitsUpToTheLimit(int length, bool fits)
    {
        await using var server = await RunningServer.StartAsync();
        var metadata = new Metadata { { "authorization", $"Bearer {new string('t', length)}" } };
        Task<DescribeAuditTaskResponse> Call() => server.Client.DescribeAuditTaskAsync(
            new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented }, metadata).ResponseAsync;

        if (fits)
        {
            Assert.Equal(SimulatedAudits.Documented, (await Call()).AuditTask.TaskId);
        }
        else
        {
            Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(Call)).StatusCode);
        }

        Assert.Equal(SimulatedAudits.Documented, (await server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
    }

    [Fact]
    public async Task Connect_MoreThanTheServerTakes_IsClosedWhileTheOthersAreServed()
    {
        await using var server = await RunningServer.StartAsync("Limits:MaxConnections=2");
        await server.DescribeAsync(SimulatedAudits.Documented);
        using var second = await ConnectAsync(server.Address);

        using var third = await ConnectAsync(server.Address);

        Assert.Equal(0, await third.ReceiveAsync(new byte[1]));
        await server.DescribeAsync(SimulatedAudits.Documented);
        second.Dispose();
        await Eventually.SucceedsAsync<RpcException>(async () =>
        {
            using var channel = GrpcChannel.ForAddress(server.Address);
            await new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(
                new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        });
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return socket;
    }
}
