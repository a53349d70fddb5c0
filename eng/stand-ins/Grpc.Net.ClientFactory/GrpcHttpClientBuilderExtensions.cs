using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures a client that was registered with AddGrpcClient.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    public static IHttpClientBuilder ConfigureChannel(
        this IHttpClientBuilder builder, Action<IServiceProvider, GrpcChannelOptions> configureChannel) =>
        builder.Configure((services, options) => options.ChannelOptionsActions.Add(channel => configureChannel(services, channel)));

    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel) =>
        builder.Configure((_, options) => options.ChannelOptionsActions.Add(configureChannel));

    public static IHttpClientBuilder ConfigureGrpcClientCreator(
        this IHttpClientBuilder builder, Func<IServiceProvider, CallInvoker, object> configureCreator) =>
        builder.Configure((services, options) => options.Creator = invoker => configureCreator(services, invoker));

    public static IHttpClientBuilder ConfigureGrpcClientCreator(
        this IHttpClientBuilder builder, Func<CallInvoker, object> configureCreator) =>
        builder.Configure((_, options) => options.Creator = configureCreator);

    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor => builder.AddInterceptor<TInterceptor>(InterceptorScope.Channel);

    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder, InterceptorScope scope)
        where TInterceptor : Interceptor => builder.AddInterceptor(scope, services => services.GetRequiredService<TInterceptor>());

    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder, InterceptorScope scope, Func<Interceptor> configureInvoker) =>
        builder.AddInterceptor(scope, _ => configureInvoker());

    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder, InterceptorScope scope, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.Configure((_, options) => options.InterceptorRegistrations.Add(new InterceptorRegistration(scope, configureInvoker)));

    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, CallCredentials credentials) =>
        builder.Configure((_, options) => options.CallOptionsActions.Add(call => AddCredentials(call, credentials)));

    public static IHttpClientBuilder AddCallCredentials(
        this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> authInterceptor) =>
        builder.AddCallCredentials(CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata)));

    public static IHttpClientBuilder AddCallCredentials(
        this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, IServiceProvider, Task> authInterceptor) =>
        builder.Configure((_, options) => options.CallOptionsActions.Add(call => AddCredentials(
            call, CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata, call.ServiceProvider)))));

    private static void AddCredentials(CallOptionsContext call, CallCredentials credentials) =>
        call.CallOptions = call.CallOptions.WithCredentials(
            call.CallOptions.Credentials is { } present ? CallCredentials.Compose(present, credentials) : credentials);

    private static IHttpClientBuilder Configure(
        this IHttpClientBuilder builder, Action<IServiceProvider, GrpcClientFactoryOptions> configure)
    {
        if (!GrpcClientServiceExtensions.Registry(builder.Services).Contains(builder.Name))
        {
            throw new InvalidOperationException($"'{builder.Name}' is no gRPC client: it must be added with AddGrpcClient.");
        }

        builder.Services.AddTransient<IConfigureOptions<GrpcClientFactoryOptions>>(services =>
            new ConfigureNamedOptions<GrpcClientFactoryOptions>(builder.Name, options => configure(services, options)));
        return builder;
    }
}
