using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

internal sealed class HealthService(
    HealthServiceImpl published,
    HealthCheckService checks,
    IOptions<GrpcHealthChecksOptions> options,
    IHostApplicationLifetime lifetime) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (options.Value.UseHealthChecksCache)
        {
            return await published.Check(request, context);
        }

        return await RunAsync(request.Service, context.CancellationToken) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new RpcException(new Status(StatusCode.NotFound, $"The service '{request.Service}' is not known."));
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var stopping = options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        if (!options.Value.UseHealthChecksCache && await RunAsync(request.Service, context.CancellationToken) is { } status)
        {
            // Every watch learns it, not only this one: what is published next is a change from this.
            published.SetStatus(request.Service, status);
        }

        await published.Watch(request, responseStream, new EndingContext(context, ending.Token));

        if (stopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing });
        }
    }

    /// <summary>Null of a service that is not mapped.</summary>
    private async Task<ServingStatus?> RunAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.FirstOrDefault(mapping => mapping.Name == service) is not { } mapping)
        {
            return null;
        }

        var report = await checks.CheckHealthAsync(
            check => mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(check.Name, check.Tags)) != false, cancellationToken);
        return ServingStatuses.Of(mapping, report);
    }
}
