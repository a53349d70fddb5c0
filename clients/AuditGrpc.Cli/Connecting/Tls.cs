using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Connecting;

/// <summary>Whom to trust, and whose certificate to show.</summary>
internal static class Tls
{
    public static void Configure(SslClientAuthenticationOptions tls, string? caBundle, bool verify, Profile profile)
    {
        if (!verify)
        {
#pragma warning disable CA5359 // It is what --no-verify-ssl asks for.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (caBundle is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            Load("ca_bundle", caBundle, () => policy.CustomTrustStore.ImportFromPemFile(caBundle));
            tls.CertificateChainPolicy = policy;
        }

        if (profile.ClientCertificate is { } certificate)
        {
            Load("client_certificate", certificate, () => tls.ClientCertificates =
                [X509Certificate2.CreateFromPemFile(certificate, profile.ClientKey)]);
        }
    }

    private static void Load(string what, string path, Action load)
    {
        try
        {
            load();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandException.Configuration($"{what}: cannot read {path}: {exception.Message}");
        }
    }
}
