using System.Collections.Frozen;

namespace AuditGrpc.Server.Security;

/// <summary>What an operator lets some callers do, and on which sources.</summary>
/// <param name="Name">The operator's name for it.</param>
/// <param name="San">The callers whose certificate has this name.</param>
/// <param name="Claim">The callers whose token has this claim.</param>
/// <param name="Permissions">What they may do.</param>
/// <param name="Sources">Where; nothing for every source.</param>
internal sealed record Grant(
    string Name, string? San, (string Type, string Value)? Claim, FrozenSet<string> Permissions, FrozenSet<string>? Sources)
{
    /// <param name="permission">What is to be done.</param>
    /// <param name="source">Where; nothing if it is not done to a source.</param>
    public bool Allows(string permission, string? source) =>
        Permissions.Contains(permission) && (source is null || Sources is null || Sources.Contains(source));
}
