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
    private const int FewFiles = 1_024;
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
    public async Task FileDescriptors_AFloodOfConnectionsWouldTakeAll_IsTurnedAwayWhileTheOthersAreServed()
    {
        const int Allowed = FewFiles / 2;
        await using var server = ServerProcess.StartWithFiles(FewFiles, "Development", AnyPort);
        var address = await server.AddressAsync();
        using var channel = GrpcChannel.ForAddress(address);
        await DescribeAsync(channel);
        using var flood = new Flood();

        await flood.ConnectAsync(address, 3 * FewFiles);
        await DescribeAsync(channel, calls: 50);

        // The channel has a connection too.
        await Eventually.TrueAsync(() => flood.Open == Allowed - 1);
        await server.LineWithAsync($"Limits:MaxConnections is 12000, but this server takes {Allowed} connections at once");
        Assert.False(server.HasExited);
        flood.Dispose();
        await Eventually.SucceedsAsync<RpcException>(async () =>
        {
            using var another = GrpcChannel.ForAddress(address);
            await DescribeAsync(another);
        });
    }

    [Fact]
    public async Task FileDescriptors_TooFewAtTheStart_AreNamed()
    {
        await using var server = ServerProcess.StartWithFiles(FewFiles - 1, "Development", AnyPort);

        Assert.Equal(1, await server.ExitCodeAsync());
        await server.LineWithAsync("The limit of open files (ulimit -n, LimitNOFILE) is 1023: must be 1024 or more.");
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

    /// <summary>Connections on which nobody says anything.</summary>
    private sealed class Flood : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        /// <summary>Those that the server has not closed.</summary>
        public int Open => _sockets.Count(socket => !socket.Poll(0, SelectMode.SelectRead));

        public async Task ConnectAsync(Uri address, int connections)
        {
            for (var connection = 0; connection < connections; connection++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            }
        }

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}
