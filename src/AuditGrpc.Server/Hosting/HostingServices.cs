using AuditGrpc.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Console;

namespace AuditGrpc.Server.Hosting;

internal static class HostingServices
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddHosting(this IServiceCollection services, HostingOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AuditMetrics>();
        services.AddHostedService<ShutdownDrain>();
        services.AddHostedService<SecondSignal>();
        services.AddHostedService<FileSizeSignal>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        // A log that nobody takes must not hold up calls: what does not fit the queue is lost, and the log says how much.
        services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Off by default in Kestrel, which then never notices a peer that is gone.
            kestrel.Limits.Http2.KeepAlivePingDelay = PingAfter;
            kestrel.Limits.Http2.KeepAlivePingTimeout = PingTimeout;
        });
        return services;
    }

    /// <summary>Health says whether this server takes calls. It is not tied to AWS: restarting this server would not mend that.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddGrpcHealthChecks(options =>
        {
            options.Services.Map(AuditService.Descriptor.FullName, _ => true);
            options.Services.Map(AuditFindingService.Descriptor.FullName, _ => true);
            options.Services.Map(AuditCheckService.Descriptor.FullName, _ => true);
            options.Services.Map(SourceService.Descriptor.FullName, _ => true);
        }).AddCheck<ServingCheck>("serving");
        return services;
    }

    private sealed class ServingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("stopping")
                : HealthCheckResult.Healthy());
    }
}
