using Grpc.Core;

namespace Grpc.Net.ClientFactory;

/// <summary>Applies the registered actions to the options of each call.</summary>
internal sealed class ConfiguringCallInvoker(
    CallInvoker invoker, IList<Action<CallOptionsContext>> actions, IServiceProvider services) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        invoker.BlockingUnaryCall(method, host, Configure(options), request);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        invoker.AsyncUnaryCall(method, host, Configure(options), request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        invoker.AsyncServerStreamingCall(method, host, Configure(options), request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        invoker.AsyncClientStreamingCall(method, host, Configure(options));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        invoker.AsyncDuplexStreamingCall(method, host, Configure(options));

    private CallOptions Configure(CallOptions options)
    {
        var context = new CallOptionsContext(options, services);
        foreach (var action in actions)
        {
            action(context);
        }

        return context.CallOptions;
    }
}
