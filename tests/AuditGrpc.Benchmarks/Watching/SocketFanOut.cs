using System.Net;
using System.Net.Sockets;
using System.Text;
using AuditGrpc.Benchmarks.Processes;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>A server with a protocol of lines, where each subscriber has a connection of its own: Redis and NATS.</summary>
internal sealed class SocketFanOut : IFanOut
{
    private readonly OtherServer _server;
    private readonly Protocol _protocol;
    private readonly Arrivals _arrivals = new();
    private readonly Socket _publisher;
    private readonly List<Socket> _subscribers = [];

    private SocketFanOut(OtherServer server, Protocol protocol)
    {
        _server = server;
        _protocol = protocol;
        _publisher = Connect();
    }

    public string Name => _protocol.Name;

    public MeasuredProcess Server => _server;

    public static async Task<SocketFanOut?> StartRedisAsync()
    {
        var server = await OtherServer.StartAsync(
            "redis-server", port => ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--maxclients", "10000"]);
        var protocol = new Protocol("Redis 7.0", "SUBSCRIBE audit\r\n", "subscribe", "", payload => $"PUBLISH audit {payload}\r\n");
        return server is null ? null : new SocketFanOut(server, protocol);
    }

    public static async Task<SocketFanOut?> StartNatsAsync()
    {
        const string Connect = "CONNECT {\"verbose\":false}\r\n";
        var server = await OtherServer.StartAsync("nats-server", port => ["--addr", "127.0.0.1", "--port", $"{port}"]);
        var protocol = new Protocol(
            "NATS 2.9", $"{Connect}SUB audit 1\r\nPING\r\n", "PONG", Connect, payload => $"PUB audit {payload.Length}\r\n{payload}\r\n");
        return server is null ? null : new SocketFanOut(server, protocol);
    }

    public async Task OpenAsync(int watchers)
    {
        for (var watcher = 0; watcher < watchers; watcher++)
        {
            var socket = Connect();
            _subscribers.Add(socket);
            await SendAsync(socket, _protocol.Subscribe);
            await UntilAsync(socket, _protocol.Subscribed);
            _ = ReadAsync(socket);
        }

        _arrivals.Expect(watchers);
        await SendAsync(_publisher, _protocol.Hello);
    }

    public async Task<TimeSpan> SendAsync()
    {
        _arrivals.ExpectNext();
        await SendAsync(_publisher, _protocol.Publish(Payload.Now()));
        return await _arrivals.SlowestAsync();
    }

    public Task CloseAsync()
    {
        _subscribers.ForEach(socket => socket.Dispose());
        _subscribers.Clear();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        await _server.DisposeAsync();
    }

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private static async Task UntilAsync(Socket socket, string word)
    {
        var received = new byte[4096];
        var count = 0;
        while (!Encoding.ASCII.GetString(received, 0, count).Contains(word, StringComparison.Ordinal))
        {
            count += await socket.ReceiveAsync(received.AsMemory(count));
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, _server.Port);
        return socket;
    }

    private async Task ReadAsync(Socket socket)
    {
        var received = new byte[2 * Payload.Length];
        var count = 0;
        try
        {
            while (await socket.ReceiveAsync(received.AsMemory(count)) is > 0 and var more)
            {
                count += more;
                var isEvent = true;
                while (isEvent)
                {
                    isEvent = Payload.TryRead(received.AsSpan(0, count), out var eventTime, out var read);
                    received.AsSpan(read, count - read).CopyTo(received);
                    count -= read;
                    if (isEvent)
                    {
                        _arrivals.Add(eventTime);
                    }
                }
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>What subscribers and publishers say.</summary>
    private sealed record Protocol(string Name, string Subscribe, string Subscribed, string Hello, Func<string, string> Publish);
}
