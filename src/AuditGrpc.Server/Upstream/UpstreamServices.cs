using AuditGrpc.Server.Hosting;
using AuditGrpc.Simulator;

namespace AuditGrpc.Server.Upstream;

internal static class UpstreamServices
{
    public static IServiceCollection AddUpstream(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings.Upstream);
        services.AddSingleton<SourceFactory>();
        services.AddSingleton(provider => CreateSources(provider, settings));
        // Made at start, so that what is wrong with them shows there, and not in the first call.
        services.AddHostedService(provider => provider.GetRequiredService<Sources>());
        return services;
    }

    private static Sources CreateSources(IServiceProvider provider, ServerSettings settings)
    {
        var factory = provider.GetRequiredService<SourceFactory>();
        var logger = provider.GetRequiredService<ILogger<Sources>>();
        if (settings.SimulatorEnabled)
        {
            var address = provider.GetRequiredService<SimulatedAws>().ServiceUrl;
            logger.ServingSimulatedAudits(address);
            return new Sources([factory.FromSimulator(settings.DefaultSource, address)], settings.DefaultSource, logger);
        }

        return new Sources(
            settings.Sources.Select(source => factory.FromAws(source.Key, source.Value)), settings.DefaultSource, logger);
    }
}
