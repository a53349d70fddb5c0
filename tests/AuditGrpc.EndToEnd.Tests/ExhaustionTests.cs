using System.Net;
using System.Net.Sockets;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests;

/// <summary>What the machine runs out of: the server serves on as far as it can, says what it cannot do, and comes back.</summary>
public sealed class ExhaustionTests
{
    private const string AnyPort = "Urls=http://127.0.0.1:0";
    private const string LogEverything = "Logging:LogLevel:Default=Trace";
    private const string LogEverythingOfAspNetCore = "Logging:LogLevel:Microsoft.AspNetCore=Trace";

    [Fact]
    public async Task Log_ItsFileMayGrowNoMore_CostsLinesButNoCall()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var server = ServerProcess.StartLoggingTo(file, "Development", AnyPort, LogEverything, LogEverythingOfAspNetCore);
            await Eventually.TrueAsync(() => File.ReadAllText(file).Contains("Application started", StringComparison.Ordinal));
            using var channel = GrpcChannel.ForAddress(ServerProcess.AddressIn(File.ReadAllText(file)));
            await DescribeAsync(channel);
            await LimitAsync(server, "fsize", new FileInfo(file).Length);

            await DescribeAsync(channel, calls: 50);

            var full = new FileInfo(file).Length;
            await DescribeAsync(channel);
            Assert.Equal(full, new FileInfo(file).Length);
            await LimitAsync(server, "fsize", 1 << 30);
            await DescribeAsync(channel);
            await Eventually.TrueAsync(() => new FileInfo(file).Length > full);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task FileDescriptors_NoneIsLeft_CallersWhoAreThereAreServedAndOthersOnceThereAreSome()
    {
        await using var server = ServerProcess.Start("Development", AnyPort);
        var address = await server.AddressAsync();
        using var channel = GrpcChannel.ForAddress(address);
        await DescribeAsync(channel);
        await LimitAsync(server, "nofile", Directory.GetFiles($"/proc/{server.Id}/fd").Length);
        var sockets = Enumerable.Range(0, 50).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
        foreach (var socket in sockets)
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        }

        await DescribeAsync(channel, calls: 50);

        Assert.False(server.HasExited);
        sockets.ForEach(socket => socket.Dispose());
        await LimitAsync(server, "nofile", 1_024);
        await Eventually.SucceedsAsync<RpcException>(async () =>
        {
            using var another = GrpcChannel.ForAddress(address);
            await DescribeAsync(another);
        });
    }

    [Fact]
    public async Task Memory_LittleIsLeft_WatchesAreRefusedAndCallsServedUntilThereIsMore()
    {
        await using var server = ServerProcess.Start(
            "Development", new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = $"{48 << 20:x}" }, AnyPort);
        using var channel = GrpcChannel.ForAddress(
            await server.AddressAsync(), new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        var client = new AuditService.AuditServiceClient(channel);
        var watches = new List<AsyncServerStreamingCall<WatchAuditTaskResponse>>();

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var watch = 0; watch < 20_000; watch++)
            {
                watches.Add(await OpenWatchAsync(client));
            }
        });

        var details = new ErrorDetails(refused);
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.TooManyWatches), (refused.StatusCode, details.Reason));
        Assert.Equal(watches.Count, int.Parse(details.Info.Metadata["max_watches"]));
        await DescribeAsync(channel, calls: 50);
        watches.ForEach(watch => watch.Dispose());
        await Eventually.SucceedsAsync<RpcException>(async () => (await OpenWatchAsync(client)).Dispose());
    }

    private static async Task<AsyncServerStreamingCall<WatchAuditTaskResponse>> OpenWatchAsync(AuditService.AuditServiceClient client)
    {
        var watch = client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch;
    }

    private static async Task DescribeAsync(GrpcChannel channel, int calls = 1)
    {
        var client = new AuditService.AuditServiceClient(channel);
        for (var call = 0; call < calls; call++)
        {
            await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        }
    }

    // The soft limit only: the hard one could not be raised again without being root.
    private static async Task LimitAsync(ServerProcess server, string resource, long limit) =>
        (await Command.RunAsync("prlimit", ["--pid", $"{server.Id}", $"--{resource}={limit}:"])).Succeeded();
}
