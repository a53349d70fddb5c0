using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>One channel for each name, made at first use and kept.</summary>
internal sealed class ChannelPool(
    IServiceProvider services,
    IHttpMessageHandlerFactory handlers,
    IOptionsMonitor<GrpcClientFactoryOptions> clientOptions,
    IOptionsMonitor<HttpClientFactoryOptions> httpOptions,
    ILoggerFactory logging) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> _channels = new();

    public CallInvoker Invoker(string name) =>
        _channels.GetOrAdd(name, key => new(() => Open(key))).Value.Invoker;

    public void Dispose()
    {
        foreach (var opened in _channels.Values.Where(opened => opened.IsValueCreated))
        {
            opened.Value.Channel.Dispose();
        }
    }

    private (GrpcChannel Channel, CallInvoker Invoker) Open(string name)
    {
        if (httpOptions.Get(name).HttpClientActions.Count > 0)
        {
            throw new InvalidOperationException(
                $"The gRPC client '{name}' does not support ConfigureHttpClient: configure its channel or its message handler.");
        }

        var options = clientOptions.Get(name);
        var address = options.Address
            ?? throw new InvalidOperationException($"The gRPC client '{name}' has no address: set Address where it is added.");

        var channelOptions = new GrpcChannelOptions
        {
            HttpHandler = handlers.CreateHandler(name),
            LoggerFactory = logging,
            ServiceProvider = services,
        };
        foreach (var configure in options.ChannelOptionsActions)
        {
            configure(channelOptions);
        }

        var channel = GrpcChannel.ForAddress(address, channelOptions);
        var invoker = channel.CreateCallInvoker();
#pragma warning disable CS0618 // The collection is obsolete, but still works.
        var interceptors = options.Interceptors;
#pragma warning restore CS0618
        invoker = invoker.Intercept([
            .. interceptors,
            .. options.InterceptorRegistrations
                .Where(registration => registration.Scope == InterceptorScope.Channel)
                .Select(registration => registration.Creator(services)),
        ]);
        return (channel, invoker);
    }
}
