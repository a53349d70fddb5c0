using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AuditGrpc.Server.Limiting;

/// <summary>Holds every call against its caller's limits. Within the error door, so that refusals leave by it.</summary>
internal sealed class LimitInterceptor(CallerLimits limits) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        limits.Spend(context);
        return continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var place = limits.TakePlace(context);
        await continuation(request, responseStream, context);
    }
}
