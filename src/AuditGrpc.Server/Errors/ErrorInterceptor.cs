using AuditGrpc.Server.Recording;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AuditGrpc.Server.Errors;

/// <summary>The one door by which errors leave.</summary>
internal sealed class ErrorInterceptor(AuditLog log, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableRequests.Mark(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception)
        {
            throw StatusOf(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableRequests.Mark(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception)
        {
            throw StatusOf(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        // Here the messages are read while the call runs: these are what comes of bytes that are none.
        catch (Exception exception)
            when (exception is IOException or InvalidDataException && !context.CancellationToken.IsCancellationRequested)
        {
            throw ErrorStatus.Of(AuditFailure.UnreadableRequest());
        }
        catch (Exception exception)
        {
            throw StatusOf(exception, context);
        }
    }

    private static bool IsRefusal(ErrorReason reason) =>
        reason is ErrorReason.Unauthenticated or ErrorReason.PermissionDenied or ErrorReason.CallerRateLimited or ErrorReason.TooManyWatches;

    private RpcException StatusOf(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case RpcException status:
                return status;
            case AuditFailure failure:
                if (IsRefusal(failure.Reason))
                {
                    log.Refused(context, failure.Reason);
                }

                return ErrorStatus.Of(failure);
            // A write to a caller who is gone, or whose deadline has passed, fails in each of these ways. Nobody reads this status.
            case OperationCanceledException or InvalidOperationException or IOException when context.CancellationToken.IsCancellationRequested:
                return new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "canceled by the caller"));
            default:
                logger.CallFailed(exception, context.Method);
                return new RpcException(new Grpc.Core.Status(StatusCode.Internal, "internal error"));
        }
    }
}
