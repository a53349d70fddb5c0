namespace AuditGrpc.Server.Starting;

internal static class StartingServices
{
    public static IServiceCollection AddStarting(this IServiceCollection services) => services.AddSingleton<AuditStarter>();
}
