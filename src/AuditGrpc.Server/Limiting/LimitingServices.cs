using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace AuditGrpc.Server.Limiting;

internal static class LimitingServices
{
    // Requests are tiny. HTTP/2 has no window under 65,535 bytes to begin with.
    private const int CallWindow = 64 * 1024;
    private const int ConnectionWindow = 128 * 1024;
    // For each connection: what waits for its pace should wait where it comes from, not in this server's memory.
    private const int ReadBuffer = 64 * 1024;

    public static IServiceCollection AddLimiting(this IServiceCollection services, LimitOptions options)
    {
        var connections = FileDescriptors.Allow(options.MaxConnections, FileDescriptors.Limit);
        services.AddSingleton(options);
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<Memory>();
        // Made once: gRPC would make what the container does not know anew for each call.
        services.AddSingleton<LimitInterceptor>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionGate>();
        services.AddHostedService<DescriptorNotice>();
        BoundedTransport.AddTo(services, connections);
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = ReadBuffer);
        services.Configure<GrpcServiceOptions>(grpc => grpc.MaxReceiveMessageSize = options.MaxMessageBytes);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            var limits = kestrel.Limits;
            limits.MaxConcurrentConnections = connections;
            limits.MaxRequestHeadersTotalSize = options.MaxMetadataBytes;
            limits.MaxRequestHeaderCount = options.MaxMetadataEntries;
            limits.RequestHeadersTimeout = options.MetadataTimeout;
            // gRPC reads one message of a limited size, and says so in its own words; Kestrel would say it in HTTP's.
            limits.MaxRequestBodySize = null;
            // It resets the whole connection, and every well-behaved call on it. Watching has a guard of its own for callers who do not read.
            limits.MinResponseDataRate = null;
            limits.Http2.MaxStreamsPerConnection = options.MaxCallsPerConnection;
            limits.Http2.InitialStreamWindowSize = CallWindow;
            limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        });
        return services;
    }
}
