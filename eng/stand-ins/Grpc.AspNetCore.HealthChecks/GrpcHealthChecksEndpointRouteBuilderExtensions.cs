using Grpc.AspNetCore.HealthChecks;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcHealthChecksEndpointRouteBuilderExtensions
{
    public static GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(this IEndpointRouteBuilder builder) =>
        builder.ServiceProvider.GetService<HealthServiceImpl>() is not null
            ? builder.MapGrpcService<HealthService>()
            : throw new InvalidOperationException("gRPC health checks are not registered: call AddGrpcHealthChecks first.");
}
