using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace AuditGrpc.Client;

/// <summary>Channels with the defaults of this package, for use without dependency injection.</summary>
public static class AuditChannel
{
    // By name: the contract's descriptors take longer to load than a call takes to answer.
    private static readonly string[] Services =
    [
        "auditgrpc.v1.AuditService",
        "auditgrpc.v1.AuditFindingService",
        "auditgrpc.v1.AuditCheckService",
        "auditgrpc.v1.SourceService",
    ];

    /// <summary>
    /// Opens a channel as <c>AddAuditClient</c> does: it pings connections that are in use, opens more of them when one has all the
    /// calls that it may have, and makes calls that fail with UNAVAILABLE again, up to 4 times in all, 100 ms doubling to 2 s apart.
    /// Share one channel among all clients, and dispose of it.
    /// </summary>
    /// <param name="options">Where the service is, and how its connections are pinged.</param>
    /// <param name="configure">
    /// Changes the channel's options, such as its credentials. <see cref="GrpcChannelOptions.HttpHandler"/> is a
    /// <see cref="SocketsHttpHandler"/>.
    /// </param>
    /// <exception cref="ArgumentException">There is no address, or an option is out of its limits.</exception>
    public static GrpcChannel Create(AuditClientOptions options, Action<GrpcChannelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validated(needsAddress: true);
        var channel = new GrpcChannelOptions
        {
            HttpHandler = CreateHandler(options),
            DisposeHttpClient = true,
            ServiceConfig = RetryUnaryCalls(),
        };
        configure?.Invoke(channel);
        return GrpcChannel.ForAddress(options.Address!, channel);
    }

    internal static SocketsHttpHandler CreateHandler(AuditClientOptions options) => new()
    {
        // A connection carries 100 calls at most: without this, the 101st watch would wait for ever.
        EnableMultipleHttp2Connections = true,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = options.KeepAlivePingDelay,
        KeepAlivePingTimeout = options.KeepAlivePingTimeout,
    };

    /// <summary>Retries of everything but watches, which <see cref="AuditClient"/> resumes by itself.</summary>
    internal static ServiceConfig RetryUnaryCalls()
    {
        var config = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var service in Services)
        {
            config.Names.Add(new MethodName { Service = service });
        }

        // What names a method goes before what names its service.
        var watch = new MethodConfig { Names = { new MethodName { Service = Services[0], Method = "WatchAuditTask" } } };
        return new ServiceConfig { MethodConfigs = { config, watch } };
    }
}
