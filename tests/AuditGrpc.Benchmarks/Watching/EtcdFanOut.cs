using System.Buffers;
using System.Text;
using AuditGrpc.Benchmarks.Processes;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>etcd, with a stream for each watcher of one key.</summary>
internal sealed class EtcdFanOut : IFanOut
{
    // Field 1 of a request to watch asks for a watch; field 1 of that, and of a put, is the key.
    private static readonly byte[] Key = [0x0a, 5, .. "audit"u8];
    private static readonly byte[] WatchKey = [0x0a, (byte)Key.Length, .. Key];
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private static readonly Method<byte[], byte[]> Watch = new(MethodType.DuplexStreaming, "etcdserverpb.Watch", "Watch", Bytes, Bytes);
    private static readonly Method<byte[], byte[]> Put = new(MethodType.Unary, "etcdserverpb.KV", "Put", Bytes, Bytes);

    private readonly OtherServer _server;
    private readonly DirectoryInfo _data;
    private readonly Uri _address;
    private readonly GrpcChannel _writer;
    private readonly Arrivals _arrivals = new();
    private Streams? _streams;

    private EtcdFanOut(OtherServer server, DirectoryInfo data)
    {
        _server = server;
        _data = data;
        _address = new Uri($"http://127.0.0.1:{server.Port}");
        _writer = GrpcChannel.ForAddress(_address);
    }

    public string Name => "etcd 3.4";

    public MeasuredProcess Server => _server;

    public static async Task<EtcdFanOut?> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory();
        var peers = $"http://127.0.0.1:{OtherServer.FreePort()}";
        var server = await OtherServer.StartAsync("etcd", port =>
        [
            "--data-dir", data.FullName,
            "--listen-client-urls", $"http://127.0.0.1:{port}", "--advertise-client-urls", $"http://127.0.0.1:{port}",
            "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"default={peers}",
        ]);
        return server is null ? null : new EtcdFanOut(server, data);
    }

    public async Task OpenAsync(int watchers) =>
        _streams = await Streams.OpenAsync(_address, watchers, (channel, _, closing) => ReadAsync(channel, closing), _arrivals);

    public async Task<TimeSpan> SendAsync()
    {
        _arrivals.ExpectNext();
        // Field 2 is the value; its length takes two bytes.
        byte[] put = [.. Key, 0x12, 0x80 | (Payload.Length & 0x7f), Payload.Length >> 7, .. Encoding.ASCII.GetBytes(Payload.Now())];
        await _writer.CreateCallInvoker().AsyncUnaryCall(Put, null, default, put);
        return await _arrivals.SlowestAsync();
    }

    public async Task CloseAsync() => await _streams!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task ReadAsync(GrpcChannel channel, CancellationToken closing)
    {
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Watch, null, new CallOptions(cancellationToken: closing));
        await call.RequestStream.WriteAsync(WatchKey, closing);

        // The first answer says that the watch is there.
        await call.ResponseStream.MoveNext(closing);
        _arrivals.Add(TimeProvider.System.GetUtcNow());
        while (await call.ResponseStream.MoveNext(closing))
        {
            if (Payload.TryRead(call.ResponseStream.Current, out var eventTime, out _))
            {
                _arrivals.Add(eventTime);
            }
        }
    }
}
