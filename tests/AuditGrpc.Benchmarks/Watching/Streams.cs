using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>Many open gRPC streams, a hundred to a connection.</summary>
internal sealed class Streams : IAsyncDisposable
{
    private const int PerConnection = 100;

    private readonly CancellationTokenSource _closing = new();
    private readonly List<GrpcChannel> _channels;
    private readonly List<Task> _readers;

    private Streams(Uri server, int count, Func<GrpcChannel, int, CancellationToken, Task> read, Arrivals arrivals)
    {
        _channels = [.. Enumerable.Range(0, (count + PerConnection - 1) / PerConnection).Select(_ => Connection(server))];
        _readers = [.. Enumerable.Range(0, count).Select(stream => Task.Run(
            () => ReadAsync(() => read(_channels[stream / PerConnection], stream, _closing.Token), arrivals)))];
    }

    /// <summary>Opens streams, and waits until each has told of one event.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="count">How many.</param>
    /// <param name="read">Opens a stream, by its number, and adds what it tells of to the arrivals.</param>
    /// <param name="arrivals">Those.</param>
    public static async Task<Streams> OpenAsync(
        Uri server, int count, Func<GrpcChannel, int, CancellationToken, Task> read, Arrivals arrivals)
    {
        arrivals.Expect(count);
        var streams = new Streams(server, count, read, arrivals);
        await arrivals.SlowestAsync();
        return streams;
    }

    /// <summary>Cancels every stream and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_readers);
        _channels.ForEach(channel => channel.Dispose());
        _closing.Dispose();
    }

    private static GrpcChannel Connection(Uri server) => GrpcChannel.ForAddress(server, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false },
        DisposeHttpClient = true,
    });

    private async Task ReadAsync(Func<Task> read, Arrivals arrivals)
    {
        try
        {
            await read();
            throw new InvalidOperationException("A stream ended by itself.");
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            arrivals.Fail(failure);
        }
    }
}
