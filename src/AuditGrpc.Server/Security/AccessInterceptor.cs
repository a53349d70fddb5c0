using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AuditGrpc.Server.Security;

/// <summary>Asks of every call whether its caller may make it. Within the error door, so that refusals leave by it.</summary>
internal sealed class AccessInterceptor(Access access) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        access.Require(context, SourceField<TRequest>.In(request));
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        access.Require(context, SourceField<TRequest>.In(request));
        return continuation(request, responseStream, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        access.Require(context, source: null);
        return continuation(requestStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        access.Require(context, source: null);
        return continuation(requestStream, responseStream, context);
    }

    /// <summary>The contract's field of that name, found once for each kind of request, so that no RPC has to remember the check.</summary>
    private static class SourceField<TRequest>
    {
        private static readonly IFieldAccessor? Field = typeof(IMessage).IsAssignableFrom(typeof(TRequest))
            ? ((IMessage)Activator.CreateInstance<TRequest>()!).Descriptor.FindFieldByName("source")?.Accessor
            : null;

        public static string? In(TRequest request) => (string?)Field?.GetValue((IMessage)request!);
    }
}
