using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>
/// Describes of one finished audit, on eight connections that are open already. Not h2load, which has no client certificates. Only
/// HTTP is read of a reply, so that the load costs as little as it can.
/// </summary>
internal sealed class DescribeLoad : IDisposable
{
    private const int Connections = 8;
    private const int AtOnce = 25;
    private const int Requests = 20_000;
    private const int Alone = 2_000;

    private readonly ServerProcess _server;
    private readonly byte[] _message;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly HttpClient[] _clients;

    public DescribeLoad(ServerProcess server, string taskId, string? token, Certificates? certificates)
    {
        _server = server;
        var request = new DescribeAuditTaskRequest { TaskId = taskId }.ToByteArray();
        // Not compressed, and a length that fits into one byte.
        _message = [0, 0, 0, 0, (byte)request.Length, .. request];
        _authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        _clients = [.. Enumerable.Range(0, Connections).Select(_ => new HttpClient(HandlerFor(certificates)))];
    }

    public async Task<LoadFigures> MeasureAsync()
    {
        var time = TimeProvider.System;
        var (began, processorTime) = (time.GetTimestamp(), _server.ProcessorTime);
        await Task.WhenAll(_clients.SelectMany(client => Enumerable.Range(0, AtOnce).Select(_ => CallAsync(client, Requests / Connections / AtOnce))));
        var (took, processor) = (time.GetElapsedTime(began), _server.ProcessorTime - processorTime);

        began = time.GetTimestamp();
        await CallAsync(_clients[0], Alone);
        return new LoadFigures(
            Requests / took.TotalSeconds, processor.TotalMicroseconds / Requests, time.GetElapsedTime(began).TotalMicroseconds / Alone);
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private static SocketsHttpHandler HandlerFor(Certificates? certificates) => new()
    {
        SslOptions = certificates is null ? new SslClientAuthenticationOptions() : certificates.ForClient(),
    };

    private async Task CallAsync(HttpClient client, int times)
    {
        var address = new Uri(_server.Address, "auditgrpc.v1.AuditService/DescribeAuditTask");
        for (var call = 0; call < times; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(_message) { Headers = { { "content-type", "application/grpc" } } },
                Headers = { Authorization = _authorization, TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
            };
            using var response = await client.SendAsync(request);
            var reply = await response.Content.ReadAsByteArrayAsync();
            if (reply.Length == 0 || response.TrailingHeaders.GetValues("grpc-status").Single() != "0")
            {
                throw new InvalidOperationException($"A describe failed: {response}");
            }
        }
    }
}
