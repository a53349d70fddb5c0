using System.Collections.Frozen;

namespace AuditGrpc.Server.Security;

/// <summary>The permission that each RPC asks for. An RPC that is not here is refused to everyone.</summary>
internal static class AccessTable
{
    private const string? Anyone = null;

    public static FrozenDictionary<string, string?> Permissions { get; } = new Dictionary<string, string?>
    {
        ["/auditgrpc.v1.AuditService/DescribeAuditTask"] = Permission.Read,
        ["/auditgrpc.v1.AuditService/WatchAuditTask"] = Permission.Read,
        ["/auditgrpc.v1.AuditService/ListAuditTasks"] = Permission.Read,
        ["/auditgrpc.v1.AuditService/StartOnDemandAuditTask"] = Permission.Write,
        ["/auditgrpc.v1.AuditService/CancelAuditTask"] = Permission.Write,
        ["/auditgrpc.v1.AuditFindingService/ListAuditFindings"] = Permission.Read,
        ["/auditgrpc.v1.AuditFindingService/DescribeAuditFinding"] = Permission.Read,
        ["/auditgrpc.v1.AuditFindingService/ListRelatedResourcesForAuditFinding"] = Permission.Read,
        ["/auditgrpc.v1.AuditCheckService/ListAuditChecks"] = Permission.Read,
        ["/auditgrpc.v1.SourceService/ListSources"] = Permission.Read,
        ["/grpc.health.v1.Health/Check"] = Anyone,
        ["/grpc.health.v1.Health/Watch"] = Anyone,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Permission.Admin,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Permission.Admin,
    }.ToFrozenDictionary();
}
