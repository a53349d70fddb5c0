namespace AuditGrpc.Server.Security;

/// <summary><c>Security:Tls</c>: the certificate of every https address that has none of its own; read anew when it changes.</summary>
internal sealed class TlsOptions
{
    /// <summary>The certificate, followed by those between it and its root, in a PEM file.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its key, in a PEM file that is not encrypted. Default: it is in the certificate's file.</summary>
    public string? KeyFile { get; set; }
}
