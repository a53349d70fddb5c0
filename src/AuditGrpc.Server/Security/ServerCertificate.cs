using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>The certificate that this server shows.</summary>
internal static class ServerCertificate
{
    /// <param name="file">The file that the certificate is in.</param>
    /// <param name="certificates">Its text: the certificate, and those between it and its root.</param>
    /// <param name="key">The text with its key.</param>
    /// <exception cref="SettingsException">They are not what they should be.</exception>
    public static SslStreamCertificateContext Load(PemFile file, string certificates, string key)
    {
        try
        {
            var between = new X509Certificate2Collection();
            between.ImportFromPem(certificates);
            if (between.Count == 0)
            {
                throw file.Fault("must hold a certificate in PEM form");
            }

            between.RemoveAt(0);
            // Offline: a certificate may name addresses to fetch others from, and this server calls nobody for it.
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificates, key), between, offline: true);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw file.Fault("must hold a certificate in PEM form, whose key is in Security:Tls:KeyFile or follows it, not encrypted");
        }
    }

    /// <exception cref="SettingsException">The certificate has expired, or is not valid yet.</exception>
    public static SslStreamCertificateContext RequireValid(this SslStreamCertificateContext context, PemFile file, DateTimeOffset now)
    {
        var certificate = context.TargetCertificate;
        return now >= certificate.NotBefore && now <= certificate.NotAfter
            ? context
            : throw file.Fault(
                "must hold a certificate that is valid now, not from "
                + $"{certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}");
    }
}
