using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Tells the watches what ASP.NET Core's health checks found.</summary>
internal sealed class HealthPublisher(HealthServiceImpl health, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Value.Services)
        {
            health.SetStatus(mapping.Name, ServingStatuses.Of(mapping, report));
        }

        return Task.CompletedTask;
    }
}
