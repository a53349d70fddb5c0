using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Grpc.Net.ClientFactory;

internal sealed class DefaultGrpcClientFactory(
    IServiceProvider services,
    ChannelPool channels,
    ClientRegistry registry,
    IOptionsMonitor<GrpcClientFactoryOptions> clientOptions) : GrpcClientFactory
{
    public override TClient CreateClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(string name)
    {
        registry.Check(name, typeof(TClient));
        var options = clientOptions.Get(name);
        var invoker = channels.Invoker(name).Intercept([
            .. options.InterceptorRegistrations
                .Where(registration => registration.Scope == InterceptorScope.Client)
                .Select(registration => registration.Creator(services)),
        ]);
        if (options.CallOptionsActions.Count > 0)
        {
            invoker = new ConfiguringCallInvoker(invoker, options.CallOptionsActions, services);
        }

        return options.Creator is { } creator
            ? creator(invoker) as TClient
                ?? throw new InvalidOperationException($"The creator of the gRPC client '{name}' did not make a {typeof(TClient)}.")
            : ActivatorUtilities.CreateInstance<TClient>(services, invoker);
    }
}
