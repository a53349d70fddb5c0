using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AuditGrpc.Server.Security;

/// <summary>What holds for every https address: the certificates as they are in their files now, and TLS as it should be.</summary>
internal sealed class Transport(
    ReloadedFiles<SslStreamCertificateContext>? certificate = null, ClientCertificates? clientCertificates = null)
    : IConfigureOptions<KestrelServerOptions>
{
    // TLS 1.3 has no other kind. Of TLS 1.2, those without forward secrecy, or that encrypt in CBC mode, are left out.
    private static readonly TlsCipherSuite[] CipherSuites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    private readonly CipherSuitesPolicy? _cipherSuites =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? new CipherSuitesPolicy(CipherSuites) : null;

    public void Configure(KestrelServerOptions options) => options.ConfigureHttpsDefaults(https =>
    {
        https.OnAuthenticate = Prepare;
        if (certificate is not null)
        {
            // Only so that Kestrel looks for no other. Unlike a context, it would come without the certificates between it and its root.
            https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
        }
    });

    [SuppressMessage("Security", "CA5359", Justification = "ClientCertificates verifies the certificate, for each call.")]
    [SuppressMessage("Security", "CA5398", Justification = "This decides which versions there are, whatever the system says.")]
    private void Prepare(ConnectionContext connection, SslServerAuthenticationOptions tls)
    {
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.CipherSuitesPolicy = _cipherSuites;
        if (certificate is not null)
        {
            tls.ServerCertificateSelectionCallback = null;
            tls.ServerCertificateContext = certificate.Current;
        }

        if (clientCertificates is not null)
        {
            var presented = new PresentedCertificate();
            connection.Features.Set(presented);
            tls.ClientCertificateRequired = true;
            // The handshake proves that the client has the certificate's key. Whether it lets anybody in is decided for each call, so
            // that refusals are gRPC's, health stays open, and a CA that is taken away no longer counts on open connections either.
            tls.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                presented.Take(certificate, chain);
                return true;
            };
            // A resumed session would not show the certificates in between again.
            tls.AllowTlsResume = false;
        }
    }
}
