using AuditGrpc.Client;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="AuditClient"/>.</summary>
public static class AuditClientServices
{
    /// <summary>
    /// Registers an <see cref="AuditClient"/>, and the generated clients that it uses. The options are validated when the host starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options: at least <see cref="AuditClientOptions.Address"/>.</param>
    /// <returns>The builder of the gRPC client, to add credentials, interceptors and handlers to.</returns>
    public static IHttpClientBuilder AddAuditClient(this IServiceCollection services, Action<AuditClientOptions> configure) =>
        services.AddAuditClient((_, options) => configure(options));

    /// <inheritdoc cref="AddAuditClient(IServiceCollection, Action{AuditClientOptions})"/>
    public static IHttpClientBuilder AddAuditClient(
        this IServiceCollection services, Action<IServiceProvider, AuditClientOptions> configure)
    {
        var builder = services.AddChannel(nameof(AuditClient), Options.Options.DefaultName, configure);
        services.TryAddTransient(provider => Create(provider, nameof(AuditClient), Options.Options.DefaultName));
        services.TryAddTransient(provider => provider.GetRequiredService<AuditClient>().Rpc);
        services.TryAddTransient(provider => provider.GetRequiredService<AuditClient>().FindingRpc);
        services.TryAddTransient(provider => provider.GetRequiredService<AuditClient>().CheckRpc);
        services.TryAddTransient(provider => provider.GetRequiredService<AuditClient>().SourceRpc);
        return builder;
    }

    /// <summary>
    /// Registers an <see cref="AuditClient"/> under a key, for applications that call several servers:
    /// <c>[FromKeyedServices("name")] AuditClient client</c>. Its options have the same name.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The key. Not empty.</param>
    /// <param name="configure">Sets the options: at least <see cref="AuditClientOptions.Address"/>.</param>
    /// <returns>The builder of the gRPC client, to add credentials, interceptors and handlers to.</returns>
    public static IHttpClientBuilder AddAuditClient(this IServiceCollection services, string name, Action<AuditClientOptions> configure) =>
        services.AddAuditClient(name, (_, options) => configure(options));

    /// <inheritdoc cref="AddAuditClient(IServiceCollection, string, Action{AuditClientOptions})"/>
    public static IHttpClientBuilder AddAuditClient(
        this IServiceCollection services, string name, Action<IServiceProvider, AuditClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var builder = services.AddChannel(name, name, configure);
        services.TryAddKeyedTransient(name, (provider, _) => Create(provider, name, name));
        return builder;
    }

    private static AuditClient Create(IServiceProvider provider, string name, string optionsName) => new(
        provider.GetRequiredService<GrpcClientFactory>().CreateClient<Caller>(name).Calls,
        provider.OptionsOf(optionsName),
        provider.GetService<TimeProvider>());

    private static IHttpClientBuilder AddChannel(
        this IServiceCollection services, string name, string optionsName, Action<IServiceProvider, AuditClientOptions> configure)
    {
        services.AddOptions<AuditClientOptions>(optionsName)
            .Configure<IServiceProvider>((options, provider) => configure(provider, options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditClientOptions>, OptionsValidator>());
        return services
            .AddGrpcClient<Caller>(name, (provider, grpc) => grpc.Address = provider.OptionsOf(optionsName).Address)
            .ConfigureChannel(channel => channel.ServiceConfig = AuditChannel.RetryUnaryCalls())
            .ConfigurePrimaryHttpMessageHandler(provider => AuditChannel.CreateHandler(provider.OptionsOf(optionsName)));
    }

    private static AuditClientOptions OptionsOf(this IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<AuditClientOptions>>().Get(name);

    /// <summary>What the factory makes of a channel: it makes one kind of client of each, and the contract has several.</summary>
    private sealed class Caller(CallInvoker calls)
    {
        public CallInvoker Calls => calls;
    }

    private sealed class OptionsValidator : IValidateOptions<AuditClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, AuditClientOptions options) =>
            options.Faults(needsAddress: true).ToList() is { Count: > 0 } faults
                ? ValidateOptionsResult.Fail(faults)
                : ValidateOptionsResult.Success;
    }
}
