using System.Net;
using AuditGrpc.EndToEnd.Tests.Abuse;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Limiting;

/// <summary>What all connections from one address may ask together. The well-behaved call from 127.0.0.1, the others from 127.0.0.2.</summary>
public sealed class AddressLimitTests
{
    private const string LimitLoopback = "Limits:LimitLoopback=true";
    private const int Pings = 5_000;
    private static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.2");
    private static readonly byte[] Ping = RawHttp2.Frame(RawHttp2.Ping, RawHttp2.NoFlags, 0, new byte[8]);
    private static readonly string[] Slowly = [LimitLoopback, "Limits:BytesPerSecond=100000"];

    [Theory]
    [InlineData("Urls=http://127.0.0.1:0")]
    [InlineData("Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0")]
    [InlineData("Urls=", "Http_Ports=0", "Security:AllowPlaintext=true", "Security:AllowAnonymous=true")]
    public async Task Connect_FasterThanItsAddressMay_IsClosedWhileAnotherAddressIsServed(params string[] listening)
    {
        await using var server = await RunningServer.StartAsync(
            [LimitLoopback, "Limits:ConnectionBurst=2", "Limits:ConnectionsPerSecond=0.01", .. listening]);
        using var meters = new Measurements(server);
        using var first = await GreetedAsync(server);
        using var second = await GreetedAsync(server);

        using var third = await RawHttp2.ConnectAsync(server.Address, Attacker);

        await third.Ended;
        Assert.Equal(0, third.Received);
        Assert.False(first.Ended.IsCompleted || second.Ended.IsCompleted);
        Assert.Equal(1, meters.Sum("audit.connections.limited", "ConnectionsPerSecond"));
        Assert.Single(server.Log.With("127.0.0.2 was refused: its address is over Limits:ConnectionsPerSecond."));
        await CallAsync(server);
    }

    [Fact]
    public async Task Connect_OverTlsFasterThanItsAddressMay_IsClosedBeforeTheHandshake()
    {
        await using var scene = await SecureScene.StartAsync(
            TimeProvider.System, LimitLoopback, "Limits:ConnectionBurst=1", "Limits:ConnectionsPerSecond=0.01");
        using var first = await RawHttp2.ConnectSilentlyAsync(scene.Server.Address, Attacker);

        using var second = await RawHttp2.ConnectSilentlyAsync(scene.Server.Address, Attacker);

        // Either of them: the server may come to the second first.
        await Task.WhenAny(first.Ended, second.Ended);
        Assert.False(first.Ended.IsCompleted && second.Ended.IsCompleted);
    }

    [Fact]
    public async Task Connect_MoreThanOneAddressMayHold_IsClosedUntilAnotherEnds()
    {
        await using var server = await RunningServer.StartAsync(LimitLoopback, "Limits:ConnectionsPerAddress=1");
        var first = await GreetedAsync(server);
        using var second = await RawHttp2.ConnectSilentlyAsync(server.Address, Attacker);
        await second.Ended;
        await CallAsync(server);

        first.Dispose();

        await Eventually.SucceedsAsync<TimeoutException>(async () =>
        {
            using var next = await RawHttp2.ConnectAsync(server.Address, Attacker);
            await Task.WhenAny(next.Ended, Eventually.TrueAsync(() => next.Received > 0));
            if (next.Received == 0)
            {
                throw new TimeoutException();
            }
        });
    }

    [Fact]
    public async Task Flood_FromOneAddress_IsReadAtItsPaceWhileAnotherAddressIsServed()
    {
        // Time stands still, and with it the flood, when it has had its burst.
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, Slowly);
        using var meters = new Measurements(server);
        using var flood = await RawHttp2.ConnectAsync(server.Address, Attacker);
        var flooding = flood.SendAsync(FloodOfPings());

        await Eventually.TrueAsync(() => server.Log.With("127.0.0.2 was slowed").Count > 0);
        await CallAsync(server);

        Assert.True(flood.Received < Pings * Ping.Length / 2, $"{flood.Received} bytes were answered while time stood still.");
        Assert.Equal(1, meters.Sum("audit.connections.limited", "BytesPerSecond"));
        // Slowed, but nothing of it is lost.
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            return flood.Received >= Pings * Ping.Length;
        });
        await flooding;
        Assert.False(flood.Ended.IsCompleted);
    }

    [Fact]
    public async Task Flood_WithoutEnd_IsClosedAfterAWhile()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, LimitLoopback, "Limits:BytesPerSecond=5000");
        using var meters = new Measurements(server);
        using var flood = await RawHttp2.ConnectAsync(server.Address, Attacker);
        var flooding = flood.SendAsync(FloodOfPings());

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            return flood.Ended.IsCompleted;
        });

        await flooding;
        // Slowed, and then closed.
        Assert.Equal(2, meters.Sum("audit.connections.limited", "BytesPerSecond"));
        await CallAsync(server);
    }

    [Fact]
    public async Task Stop_WhileAFloodWaitsForItsPace_DoesNotWaitForIt()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, Slowly);
        using var flood = await RawHttp2.ConnectAsync(server.Address, Attacker);
        var flooding = flood.SendAsync(FloodOfPings());
        await Eventually.TrueAsync(() => server.Log.With("was slowed").Count > 0);

        await server.App.StopAsync();

        // What Kestrel says when it has waited for a connection in vain.
        Assert.Empty(server.Log.With("failed to close gracefully"));
        await flood.Ended;
        await flooding;
    }

    [Fact]
    public async Task Reset_OfManyCalls_SlowsTheirAddressWhileAnotherIsServed()
    {
        const int Calls = 100;
        const int MostPings = 500;
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, LimitLoopback);
        using var resets = await RawHttp2.ConnectAsync(server.Address, Attacker);
        await resets.SendAsync((byte[])[.. Enumerable.Range(0, Calls).SelectMany(call => ResetCall((2 * call) + 1))]);

        // All that is sent is within what the address may send at once: 100 calls of some 120 bytes, and some pings of 17.
        var pings = 0;
        await Eventually.SucceedsAsync<TimeoutException>(async () =>
        {
            await resets.SendAsync(Ping);
            Assert.InRange(++pings, 1, MostPings);
            if (server.Log.With("127.0.0.2 was slowed").Count == 0)
            {
                throw new TimeoutException();
            }
        });
        await CallAsync(server);

        static byte[] ResetCall(int stream) =>
        [
            .. RawHttp2.Frame(RawHttp2.Headers, RawHttp2.EndHeaders, stream, RawHttp2.HeadersOf("/auditgrpc.v1.AuditService/DescribeAuditTask")),
            .. RawHttp2.Frame(RawHttp2.RstStream, RawHttp2.NoFlags, stream, [0, 0, 0, 8]),
        ];
    }

    /// <summary>A connection that the server has taken: it greets none but those.</summary>
    private static async Task<RawHttp2> GreetedAsync(RunningServer server)
    {
        var connection = await RawHttp2.ConnectAsync(server.Address, Attacker);
        await Eventually.TrueAsync(() => connection.Received > 0);
        return connection;
    }

    private static byte[] FloodOfPings() => [.. Enumerable.Repeat(Ping, Pings).SelectMany(bytes => bytes)];

    private static async Task CallAsync(RunningServer server)
    {
        // By its port: a server that listens everywhere does not say at which address it can be reached.
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.Address.Port}");
        var client = new AuditService.AuditServiceClient(channel);
        for (var call = 0; call < 20; call++)
        {
            await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        }

        Assert.Empty(server.Log.With("127.0.0.1 was"));
    }
}
