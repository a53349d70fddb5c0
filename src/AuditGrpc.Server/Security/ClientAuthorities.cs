using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>The CAs whose client certificates this server accepts.</summary>
internal sealed class ClientAuthorities
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _certificates = [];

    private ClientAuthorities()
    {
    }

    /// <exception cref="SettingsException">The file does not hold CAs, and nothing but CAs.</exception>
    public static ClientAuthorities Load(PemFile file, string text)
    {
        var authorities = new ClientAuthorities();
        try
        {
            authorities._certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw file.Fault("must hold certificates in PEM form");
        }

        if (authorities._certificates.Count == 0)
        {
            throw file.Fault("must hold certificates in PEM form");
        }

        // A certificate that is no CA's would be trusted too: whoever has its key could call.
        return authorities._certificates.FirstOrDefault(certificate => !IsAuthority(certificate)) is { } other
            ? throw file.Fault($"must hold certificates of CAs only, and '{other.Subject}' is none")
            : authorities;
    }

    /// <exception cref="SettingsException">All of them have expired.</exception>
    public ClientAuthorities RequireValid(PemFile file, DateTimeOffset now) =>
        _certificates.Any(certificate => now >= certificate.NotBefore && now <= certificate.NotAfter)
            ? this
            : throw file.Fault("must hold a certificate that is valid now");

    /// <summary>Verifies a client's certificate, and says until when it is valid.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="between">Those that the client says are between it and its root.</param>
    /// <param name="now">The time.</param>
    /// <param name="expires">When the first of all these certificates expires.</param>
    /// <returns>What is wrong with it; nothing if nothing is.</returns>
    public string? Verify(X509Certificate2 certificate, X509Certificate2Collection between, DateTimeOffset now, out DateTimeOffset expires)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_certificates);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        // Callers' certificates are to be short-lived. And what a stranger's certificate says must not make this server call anybody.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        var isValid = chain.Build(certificate);
        expires = chain.ChainElements.Select(element => new DateTimeOffset(element.Certificate.NotAfter)).DefaultIfEmpty(now).Min();
        return isValid ? null : Describe(chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status));
    }

    private static string Describe(X509ChainStatusFlags faults) =>
        (faults & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotValidForUsage)) != 0
            ? "the client certificate is not from a CA that this server trusts"
            : faults.HasFlag(X509ChainStatusFlags.NotTimeValid)
                ? "the client certificate has expired, or is not valid yet"
                : "the client certificate is not for client authentication";

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority)
        && certificate.Extensions.OfType<X509KeyUsageExtension>().All(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));
}
