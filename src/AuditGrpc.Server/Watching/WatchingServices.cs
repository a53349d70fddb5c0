namespace AuditGrpc.Server.Watching;

internal static class WatchingServices
{
    public static IServiceCollection AddWatching(this IServiceCollection services, WatchOptions options) =>
        services.AddSingleton(options).AddSingleton<WatchHub>();
}
