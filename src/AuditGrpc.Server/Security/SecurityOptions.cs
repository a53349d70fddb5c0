namespace AuditGrpc.Server.Security;

/// <summary><c>Security</c>: who may call this server.</summary>
internal sealed class SecurityOptions
{
    /// <summary>
    /// Takes calls without TLS from other machines too, where a proxy or a mesh encrypts them. Default false: such an address ends the
    /// start. On this machine plaintext needs no leave.
    /// </summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>
    /// Lets everyone who reaches this server from another machine do everything. Default false: without <c>ClientCaFile</c> or
    /// <c>Jwt:Authority</c> the start ends, unless the server is reached from this machine only.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>The CAs whose client certificates are accepted: PEM, read anew when it changes. Default: none is asked for.</summary>
    public string? ClientCaFile { get; set; }

    /// <summary>Whether the server tells its contract. Default: in development only. With authentication it asks for audit.admin.</summary>
    public bool? Reflection { get; set; }
}
