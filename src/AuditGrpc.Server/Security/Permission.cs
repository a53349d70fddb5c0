namespace AuditGrpc.Server.Security;

/// <summary>What a caller may be granted, by the names that operators write.</summary>
internal static class Permission
{
    public const string Read = "audit.read";

    /// <summary>To start and to cancel audits.</summary>
    public const string Write = "audit.write";

    /// <summary>To learn the contract from the server itself.</summary>
    public const string Admin = "audit.admin";

    public static readonly IReadOnlyList<string> All = [Read, Write, Admin];
}
