using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>A CA, made for a test.</summary>
internal sealed class TestAuthority
{
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string ForServers = "1.3.6.1.5.5.7.3.1";

    private readonly DateTimeOffset _now;

    public TestAuthority(DateTimeOffset now, string name, TestAuthority? issuer = null)
    {
        _now = now;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = issuer is null
            ? request.CreateSelfSigned(now.AddDays(-3), now.AddYears(10))
            : Sign(issuer.Certificate, request, key, now.AddDays(-3), now.AddYears(9));
    }

    private TestAuthority(DateTimeOffset now, X509Certificate2 certificate)
    {
        _now = now;
        Certificate = certificate;
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>One who issues certificates without being a CA.</summary>
    public static TestAuthority Pretend(X509Certificate2 certificate, DateTimeOffset now) => new(now, certificate);

    /// <summary>A certificate that nobody but its own key has signed.</summary>
    public static X509Certificate2 SelfSigned(string name, DateTimeOffset now) =>
        Describe(name, ForClients, ECDsa.Create(ECCurve.NamedCurves.nistP256)).CreateSelfSigned(now.AddDays(-1), now.AddYears(8));

    /// <summary>What a client shows: its certificate, and those in between.</summary>
    public static SslStreamCertificateContext Shown(X509Certificate2 certificate, params X509Certificate2[] between) =>
        SslStreamCertificateContext.Create(certificate, new X509Certificate2Collection(between), offline: true);

    /// <param name="name">A URI, or a DNS name; nothing for none.</param>
    /// <param name="usage">What the certificate is for.</param>
    /// <param name="from">When, from now, it becomes valid; a day ago if nothing is said.</param>
    /// <param name="to">When, from now, it expires; in eight years if nothing is said.</param>
    public X509Certificate2 Issue(string? name, string usage = ForClients, TimeSpan? from = null, TimeSpan? to = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(Certificate, Describe(name, usage, key), key, _now + (from ?? TimeSpan.FromDays(-1)), _now + (to ?? TimeSpan.FromDays(8 * 365)));
    }

    private static CertificateRequest Describe(string? name, string usage, ECDsa key)
    {
        // The common name is another's, to show that it counts for nothing.
        var request = new CertificateRequest($"CN={Callers.Operator}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            if (name.Contains(':', StringComparison.Ordinal))
            {
                names.AddDnsName("dns.test");
                names.AddUri(new Uri(name));
            }
            else
            {
                names.AddDnsName(name);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        return request;
    }

    private static X509Certificate2 Sign(
        X509Certificate2 issuer, CertificateRequest request, ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        var generator = X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);
        return request.Create(issuer.SubjectName, generator, from, to, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }
}
