using System.Reflection;

namespace AuditGrpc.EndToEnd.Tests.Harness;

internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string PathTo(string relative) => Path.Combine(Root, relative);
}
