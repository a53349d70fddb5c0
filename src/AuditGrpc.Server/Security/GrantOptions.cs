namespace AuditGrpc.Server.Security;

/// <summary><c>Security:Grants:{name}</c>: what some callers may do. Nobody may do what no grant says.</summary>
internal sealed class GrantOptions
{
    /// <summary>The callers whose certificate has this as its first URI name, or, without any, as its first DNS name.</summary>
    public string? San { get; set; }

    /// <summary>The callers whose token has this claim, as name=value. Of <c>scope</c> and <c>scp</c> the value is one word.</summary>
    public string? Claim { get; set; }

    /// <summary>Any of audit.read, audit.write (start, cancel), audit.admin (reflection).</summary>
    public string[] Permissions { get; set; } = [];

    /// <summary>The sources on which they may, or * for all.</summary>
    public string[] Sources { get; set; } = [];
}
