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

    /// <summary>Makes the requests; returns how many were answered in a second, and what each took of the server's processor.</summary>
    public async Task<(double PerSecond, double Microseconds)> RunAsync()
    {
        var time = TimeProvider.System;
        var (began, processorTime) = (time.GetTimestamp(), _server.ProcessorTime);
        await Task.WhenAll(_clients.SelectMany(client => Enumerable.Range(0, AtOnce).Select(_ => CallAsync(client, Requests / Connections / AtOnce))));
        return (Requests / time.GetElapsedTime(began).TotalSeconds, (_server.ProcessorTime - processorTime).TotalMicroseconds / Requests);
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
