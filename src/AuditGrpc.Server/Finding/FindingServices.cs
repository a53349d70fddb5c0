namespace AuditGrpc.Server.Finding;

internal static class FindingServices
{
    public static IServiceCollection AddFinding(this IServiceCollection services) => services.AddSingleton<FindingLister>();
}
