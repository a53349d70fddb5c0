using AuditGrpc.Server.Hosting;
using OpenTelemetry.Metrics;

namespace AuditGrpc.Server.Monitoring;

internal static class MonitoringServices
{
    // Not http.server.request.duration: it takes a watch of half an hour for a slow request, and costs every call.
    private static readonly string[] Meters = [AuditMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
    // Kestrel counts every call into it and out of it again. Where calls have to wait for a thread, dotnet.thread_pool.queue.length says so.
    private const string QueuedRequests = "kestrel.queued_requests";

    /// <summary>Health and metrics at the address, if there is one. Without it nothing is measured that nobody could read.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services, Uri? address)
    {
        if (address is not null)
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddView(QueuedRequests, MetricStreamConfiguration.Drop)
                .AddPrometheusExporter());
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MonitoringServer>(provider, address));
            services.AddHostedService(provider => provider.GetRequiredService<MonitoringServer>());
        }

        return services;
    }
}
