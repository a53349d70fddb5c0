namespace AuditGrpc.Server.Listing;

internal static class ListingServices
{
    public static IServiceCollection AddListing(this IServiceCollection services) => services.AddSingleton<AuditLister>();
}
