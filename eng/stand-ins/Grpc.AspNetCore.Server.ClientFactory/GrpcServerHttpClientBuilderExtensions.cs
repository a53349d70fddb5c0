using Grpc.AspNetCore.ClientFactory;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcServerHttpClientBuilderExtensions
{
    /// <summary>Gives the calls of this client the deadline and the cancellation of the call being served.</summary>
    public static IHttpClientBuilder EnableCallContextPropagation(this IHttpClientBuilder builder) =>
        builder.EnableCallContextPropagation(_ => { });

    public static IHttpClientBuilder EnableCallContextPropagation(
        this IHttpClientBuilder builder, Action<GrpcContextPropagationOptions> configureOptions)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.Configure(builder.Name, configureOptions);
        builder.Services.Configure<GrpcClientFactoryOptions>(
            builder.Name, options => options.CallOptionsActions.Add(call => Propagate(call, builder.Name)));
        return builder;
    }

    private static void Propagate(CallOptionsContext call, string name)
    {
        var http = call.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext;
        if (http?.Features.Get<IServerCallContextFeature>()?.ServerCallContext is { } served)
        {
            call.CallOptions = Inherit(call.CallOptions, served, http.Response);
            return;
        }

        var options = call.ServiceProvider.GetRequiredService<IOptionsMonitor<GrpcContextPropagationOptions>>();
        if (!options.Get(name).SuppressContextNotFoundErrors)
        {
            throw new InvalidOperationException(
                $"The gRPC client '{name}' propagates the context of the call being served, but no gRPC call is being served.");
        }
    }

    private static CallOptions Inherit(CallOptions call, ServerCallContext served, HttpResponse response)
    {
        // A call without a deadline has DateTime.MaxValue.
        if (served.Deadline < (call.Deadline ?? DateTime.MaxValue))
        {
            call = call.WithDeadline(served.Deadline);
        }

        if (!call.CancellationToken.CanBeCanceled)
        {
            return call.WithCancellationToken(served.CancellationToken);
        }

        var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, served.CancellationToken);
        response.RegisterForDispose(either);
        return call.WithCancellationToken(either.Token);
    }
}
