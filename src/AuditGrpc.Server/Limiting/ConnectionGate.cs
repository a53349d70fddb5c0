using System.IO.Pipelines;
using System.Net;
using AuditGrpc.Server.Recording;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// Holds connections against the limits of the address that they come from, before anything is spent on them: at whatever address they
/// arrive, outside of TLS.
/// </summary>
internal sealed class ConnectionGate(LimitOptions options, AuditLog log, TimeProvider time) : IConfigureOptions<KestrelServerOptions>
{
    private readonly Addresses _addresses = new(options, time);

    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(Guard));

    private ConnectionDelegate Guard(ConnectionDelegate next) => connection =>
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        return Caller.OriginOf(peer, options.LimitLoopback) is { } origin ? GuardAsync(next, connection, peer, origin) : next(connection);
    };

    private async Task GuardAsync(ConnectionDelegate next, ConnectionContext connection, IPAddress? peer, string origin)
    {
        if (_addresses.Open(origin, out var address) is { } limit)
        {
            log.Limited(peer, "refused", limit);
            connection.Abort();
            return;
        }

        var transport = connection.Transport;
        try
        {
            var reader = new PacedReader(transport.Input, address.Bytes, time, () => Tell("slowed"), () => Tell("closed"));
            connection.Transport = new PacedTransport(reader, transport.Output);
            // For ResetCalls.
            connection.Features.Set(address.Bytes);
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
            _addresses.Close(address);
        }

        void Tell(string consequence) => log.Limited(peer, consequence, nameof(options.BytesPerSecond));
    }

    private sealed record PacedTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
