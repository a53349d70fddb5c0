namespace AuditGrpc.Server.Describing;

internal static class DescribingServices
{
    public static IServiceCollection AddDescribing(this IServiceCollection services, DescribeOptions options) =>
        services.AddSingleton(options).AddSingleton<AuditDescriber>();
}
