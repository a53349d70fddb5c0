using System.Diagnostics.CodeAnalysis;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients, by their type's name unless they are given one.</summary>
public static class GrpcClientServiceExtensions
{
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name);

    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services, string name)
        where TClient : class
    {
        services.TryAddSingleton<ChannelPool>();
        // Transient, so that it has the services of the scope that asks for a client.
        services.TryAddTransient<GrpcClientFactory, DefaultGrpcClientFactory>();
        Registry(services).Add(name, typeof(TClient));
        services.AddTransient(provider => provider.GetRequiredService<GrpcClientFactory>().CreateClient<TClient>(name));
        // First of all actions, so that a primary handler that the caller configures replaces it.
        services.Configure<HttpClientFactoryOptions>(name, options => options.HttpMessageHandlerBuilderActions.Insert(
            0, builder => builder.PrimaryHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }));
        return services.AddHttpClient(name);
    }

    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services, string name, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        services.Configure(name, configureClient);
        return services.AddGrpcClient<TClient>(name);
    }

    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(PublicConstructors)] TClient>(
        this IServiceCollection services, string name, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        services.AddTransient<IConfigureOptions<GrpcClientFactoryOptions>>(provider =>
            new ConfigureNamedOptions<GrpcClientFactoryOptions>(name, options => configureClient(provider, options)));
        return services.AddGrpcClient<TClient>(name);
    }

    /// <summary>The registry is filled while services are still being registered, so it is an instance.</summary>
    internal static ClientRegistry Registry(IServiceCollection services)
    {
        services.TryAddSingleton(new ClientRegistry());
        return (ClientRegistry)services.Last(service => service.ServiceType == typeof(ClientRegistry)).ImplementationInstance!;
    }
}
