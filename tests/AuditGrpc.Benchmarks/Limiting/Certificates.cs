using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>A certificate for the server and one for its caller, each signed by itself or by a CA of a day.</summary>
internal sealed class Certificates : IDisposable
{
    public const string ClientName = "bench.test";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("auditgrpc-bench-");
    private readonly X509Certificate2 _client;
    private readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddHours(-1);
    private readonly DateTimeOffset _to = TimeProvider.System.GetUtcNow().AddDays(1);

    public Certificates()
    {
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = RequestFor("localhost", serverKey).CreateSelfSigned(_from, _to);
        File.WriteAllText(ServerFile, server.ExportCertificatePem() + Environment.NewLine + serverKey.ExportPkcs8PrivateKeyPem());

        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=bench CA", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var ca = caRequest.CreateSelfSigned(_from, _to);
        File.WriteAllText(ClientCaFile, ca.ExportCertificatePem());

        var clientKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _client = RequestFor(ClientName, clientKey).Create(ca, _from, _to.AddHours(-1), [1]).CopyWithPrivateKey(clientKey);
    }

    public string ServerFile => Path.Combine(_folder.FullName, "server.pem");

    public string ClientCaFile => Path.Combine(_folder.FullName, "client-ca.pem");

    public SslClientAuthenticationOptions ForClient() => new()
    {
        ClientCertificateContext = SslStreamCertificateContext.Create(_client, additionalCertificates: null, offline: true),
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
    };

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CertificateRequest RequestFor(string name, ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return request;
    }
}
