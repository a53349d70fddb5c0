using System.Net;
using System.Net.Sockets;
using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.EndToEnd.Tests.Chaos;

/// <summary>The proxy does what it is told: else no test that uses it means anything.</summary>
public sealed class ChaosProxyTests
{
    [Fact]
    public async Task Relay_InFairConditions_PassesEverything()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address);
        using var caller = await ConnectAsync(proxy);
        var sent = new byte[300_000];
        Random.Shared.NextBytes(sent);

        var sending = caller.SendAsync(sent);
        Assert.Equal(sent, await ReceiveAsync(caller, sent.Length));
        await sending;
        Assert.Equal((1, 1), (proxy.Open, proxy.Accepted));

        caller.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await caller.ReceiveAsync(new byte[1]));
        await Eventually.TrueAsync(() => proxy.Open == 0);
    }

    [Fact]
    public async Task Relay_WithLatency_IsLateBothWays()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address) { Conditions = new() { Latency = TimeSpan.FromMilliseconds(100) } };
        using var caller = await ConnectAsync(proxy);
        var began = TimeProvider.System.GetTimestamp();

        await caller.SendAsync(new byte[1]);
        await ReceiveAsync(caller, 1);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.19, 20);
    }

    [Fact]
    public async Task Relay_Throttled_TakesItsTime()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address) { Conditions = new() { BytesPerSecond = 20_000 } };
        using var caller = await ConnectAsync(proxy);
        var began = TimeProvider.System.GetTimestamp();

        await caller.SendAsync(new byte[10_000]);
        await ReceiveAsync(caller, 10_000);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.4, 20);
    }

    [Fact]
    public async Task Relay_CutAndClosed_EndsAfterThatManyBytes()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address) { Conditions = new() { Cut = Cut.Close, CutAfter = 100 } };
        using var caller = await ConnectAsync(proxy);

        await caller.SendAsync(new byte[300]);

        Assert.Equal(100, (await ReceiveAsync(caller, 300)).Length);
        await Eventually.TrueAsync(() => proxy.Open == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Relay_CutAndReset_IsReset(bool isOpenBefore)
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address);
        using var caller = await ConnectAsync(proxy);
        if (isOpenBefore)
        {
            await caller.SendAsync(new byte[1]);
            await ReceiveAsync(caller, 1);
        }

        proxy.Conditions = new() { Cut = Cut.Reset, CutAfter = 1 };
        await caller.SendAsync(new byte[10]);

        var failure = await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(caller, 10));
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        await Eventually.TrueAsync(() => proxy.Open == 0);
    }

    [Fact]
    public async Task Relay_CutAndSilent_StaysOpenAndPassesNothingMore()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address) { Conditions = new() { Cut = Cut.Silence, CutAfter = 5 } };
        using var caller = await ConnectAsync(proxy);

        await caller.SendAsync(new byte[10]);
        Assert.Equal(5, (await ReceiveAsync(caller, 5)).Length);
        Assert.Equal(1, proxy.Open);
        await caller.SendAsync(new byte[10]);
        caller.Shutdown(SocketShutdown.Send);

        Assert.Empty(await ReceiveAsync(caller, 5));
        await Eventually.TrueAsync(() => proxy.Open == 0);
        Assert.Equal(10, target.Received);
    }

    [Fact]
    public async Task ResetAll_ResetsWhatIsOpenAndNothingElse()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address);
        using var first = await ConnectAsync(proxy);
        await first.SendAsync(new byte[1]);
        await ReceiveAsync(first, 1);

        proxy.ResetAll();

        await Assert.ThrowsAsync<SocketException>(() => ReceiveAsync(first, 1));
        using var second = await ConnectAsync(proxy);
        await second.SendAsync(new byte[1]);
        Assert.Single(await ReceiveAsync(second, 1));
    }

    [Fact]
    public async Task Refuse_AndAcceptAgain_IsOnTheSamePort()
    {
        using var target = new Echo();
        await using var proxy = new ChaosProxy(target.Address);
        var address = proxy.Address;

        proxy.Refuse();
        var failure = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(proxy));
        proxy.Accept();
        using var caller = await ConnectAsync(proxy);
        await caller.SendAsync(new byte[1]);

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
        Assert.Single(await ReceiveAsync(caller, 1));
        Assert.Equal(address, proxy.Address);
    }

    [Fact]
    public async Task Target_IsSwapped_NewConnectionsGoThere()
    {
        using var one = new Echo();
        using var other = new Echo();
        await using var proxy = new ChaosProxy(one.Address);
        using var before = await ConnectAsync(proxy);
        await before.SendAsync(new byte[1]);
        await ReceiveAsync(before, 1);

        proxy.Target = other.Address;
        using var after = await ConnectAsync(proxy);
        await after.SendAsync(new byte[3]);
        await ReceiveAsync(after, 3);
        await before.SendAsync(new byte[1]);
        await ReceiveAsync(before, 1);

        Assert.Equal((2, 3), (one.Received, other.Received));
    }

    private static async Task<Socket> ConnectAsync(ChaosProxy proxy)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Address.Port);
        return socket;
    }

    /// <summary>That many bytes, or fewer if the connection is closed before.</summary>
    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var bytes = new byte[count];
        var length = 0;
        while (length < count && await socket.ReceiveAsync(bytes.AsMemory(length), limit.Token) is > 0 and var received)
        {
            length += received;
        }

        return bytes[..length];
    }

    /// <summary>Answers what it is sent.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _received;

        public Echo()
        {
            _listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public Uri Address => new($"http://{_listener.LocalEndpoint}");

        public int Received => _received;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = AnswerAsync(await _listener.AcceptSocketAsync());
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task AnswerAsync(Socket caller)
        {
            using (caller)
            {
                try
                {
                    var buffer = new byte[64 * 1024];
                    while (await caller.ReceiveAsync(buffer) is > 0 and var received)
                    {
                        Interlocked.Add(ref _received, received);
                        await caller.SendAsync(buffer.AsMemory(0, received));
                    }
                }
                catch (SocketException)
                {
                }
            }
        }
    }
}
