using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Security;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace AuditGrpc.Server.Tests.Security;

/// <summary>Nothing that is configured wrong may leave a door open: it ends the start, in a line that names the key.</summary>
public sealed class SecuritySettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("auditgrpc-");

    public SecuritySettingsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256).CreateSelfSigned(Day(-1), Day(1));
        var authority = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var ca = authority.CreateSelfSigned(Day(-1), Day(1));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("leaf.pem", leaf.ExportCertificatePem());
        Write("leaf.key", key.ExportPkcs8PrivateKeyPem());
        Write("other.key", other.ExportPkcs8PrivateKeyPem());
        Write("locked.key", key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
        Write("both.pem", $"{leaf.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
        Write("ca.pem", ca.ExportCertificatePem());
        Write("mixed.pem", $"{ca.ExportCertificatePem()}\n{leaf.ExportCertificatePem()}");
        Write("nonsense.pem", "nonsense");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("Urls=http://localhost:1;http://127.0.0.1:2;http://[::1]:3;http://unix:/run/audits.sock")]
    [InlineData("Urls=http://+:1 Security:AllowPlaintext=true Security:AllowAnonymous=true")]
    [InlineData("Urls=https://+:1 Security:AllowAnonymous=true Security:Tls:CertificateFile=both.pem")]
    [InlineData("Urls=https://+:1 Security:AllowAnonymous=true Security:Tls:CertificateFile=leaf.pem Security:Tls:KeyFile=leaf.key")]
    [InlineData("Kestrel:Endpoints:Grpc:Url=https://+:1 Kestrel:Endpoints:Grpc:Certificate:Path=x Security:AllowAnonymous=true Urls=http://+:2")]
    [InlineData("Urls=https://+:1 Security:Tls:CertificateFile=both.pem Security:ClientCaFile=ca.pem Security:Grants:g:San=x Security:Grants:g:Permissions=audit.read Security:Grants:g:Sources=*")]
    [InlineData("Security:Jwt:Authority=http://127.0.0.1:1 Security:Jwt:Audience=a Security:Grants:g:Claim=x=y Security:Grants:g:Permissions:0=audit.read Security:Grants:g:Permissions:1=audit.write Security:Grants:g:Sources=default")]
    public void Read_WhatIsSafe_HasNoFault(string settings) => Assert.Empty(Faults(settings));

    [Theory]
    [InlineData("Urls=http://+:1 Security:AllowAnonymous=true", "Urls has http://+:1: calls from other machines need TLS.")]
    [InlineData("Urls=http://10.0.0.1:1 Security:AllowPlaintext=true", "Urls has http://10.0.0.1:1: callers on other machines must say who they are.")]
    [InlineData("Http_Ports=8080 Security:AllowAnonymous=true", "Http_Ports has http://*:8080: calls from other machines need TLS.")]
    [InlineData("Kestrel:Endpoints:Grpc:Url=http://*:1 Security:AllowAnonymous=true", "Kestrel:Endpoints:Grpc:Url has http://*:1: calls from")]
    [InlineData("Urls=nonsense", "Urls has 'nonsense': must be http://host:port or https://host:port.")]
    [InlineData("Urls=https://localhost:1", "Security:Tls:CertificateFile is missing: Urls has https://localhost:1, which needs a certificate.")]
    [InlineData("Security:Tls:CertificateFile=both.pem", "Security:Tls:CertificateFile is set, but no address begins with https")]
    [InlineData("Security:Tls:KeyFile=leaf.key", "Security:Tls:CertificateFile is missing: there is nothing that the key")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=absent.pem", "absent.pem': cannot be read:")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=both.pem Security:Tls:KeyFile=absent.key", "Security:Tls:KeyFile is '")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=nonsense.pem", "nonsense.pem': must hold a certificate in PEM form")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=leaf.pem", "leaf.pem': must hold a certificate in PEM form, whose key")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=leaf.pem Security:Tls:KeyFile=other.key", "leaf.pem': must hold a certificate in PEM form, whose key")]
    [InlineData("Urls=https://localhost:1 Security:Tls:CertificateFile=leaf.pem Security:Tls:KeyFile=locked.key", "not encrypted")]
    [InlineData("Security:Tls:Password=x", "Security:Tls:Password is not a setting. Security:Tls has CertificateFile, KeyFile.")]
    [InlineData("Security:Insecure=true", "Security:Insecure is not a setting. Security has AllowAnonymous, AllowPlaintext, ClientCaFile, Grants, Jwt, Reflection, Tls.")]
    public void Read_ATransportThatIsNotSafe_IsRefused(string settings, string fault) => AssertOneFault(settings, fault);

    [Theory]
    [InlineData("ClientCaFile=leaf.pem", "must hold certificates of CAs only, and 'CN=leaf' is none.")]
    [InlineData("ClientCaFile=mixed.pem", "must hold certificates of CAs only, and 'CN=leaf' is none.")]
    [InlineData("ClientCaFile=nonsense.pem", "must hold certificates in PEM form.")]
    [InlineData("ClientCaFile=absent.pem", "cannot be read:")]
    [InlineData("ClientCaFile=ca.pem Security:AllowAnonymous=true", "Security:AllowAnonymous is true, but")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:Claim=a=b Security:Grants:h:Permissions=audit.read Security:Grants:h:Sources=*", "Security:Grants:h:Claim is set, but Security:Jwt:Authority is missing")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:San=x Security:Grants:h:Permissions=audit.reed Security:Grants:h:Sources=*", "Security:Grants:h:Permissions has 'audit.reed': must be any of audit.read, audit.write, audit.admin.")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:San=x Security:Grants:h:Permissions=audit.read Security:Grants:h:Sources=us", "Security:Grants:h:Sources has 'us': must be any of default, *.")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:San=x Security:Grants:h:Permissions=audit.read", "Security:Grants:h:Sources is missing")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:Permissions=audit.read Security:Grants:h:Sources=*", "Security:Grants:h must have one of San and Claim")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:Claim=admin Security:Grants:h:Permissions=audit.read Security:Grants:h:Sources=*", "Security:Grants:h:Claim is 'admin': must be a claim's name and value")]
    [InlineData("ClientCaFile=ca.pem Security:Grants:h:Role=admin Security:Grants:h:San=x Security:Grants:h:Permissions=audit.read Security:Grants:h:Sources=*", "Security:Grants:h:Role is not a setting.")]
    public void Read_ClientCertificatesThatAreNotSafe_AreRefused(string settings, string fault) => AssertOneFault(
        $"Urls=https://+:1 Security:Tls:CertificateFile=both.pem Security:{settings} Security:Grants:g:San=x Security:Grants:g:Permissions=audit.read Security:Grants:g:Sources=*",
        fault);

    [Theory]
    [InlineData("Authority=http://issuer.test", "Security:Jwt:Authority is 'http://issuer.test/': must be an https address")]
    [InlineData("Authority=https://issuer.test Security:Jwt:Algorithms=HS256", "Security:Jwt:Algorithms has 'HS256': must be any of RS256")]
    [InlineData("Authority=https://issuer.test Security:Jwt:Algorithms=RS256,none", "Security:Jwt:Algorithms has 'none'")]
    [InlineData("Authority=https://issuer.test Security:Jwt:ClockSkew=01:00:00", "Security:Jwt:ClockSkew is '01:00:00': must be 00:00:00 to 00:05:00.")]
    public void Read_TokensThatAreNotSafe_AreRefused(string settings, string fault) => AssertOneFault(
        $"Security:Jwt:{settings} Security:Jwt:Audience=a Security:Grants:g:Claim=x=y Security:Grants:g:Permissions=audit.read Security:Grants:g:Sources=*",
        fault);

    [Theory]
    [InlineData("Security:Jwt:Authority=https://issuer.test Security:Jwt:Audience=a", "Security:Grants is missing")]
    [InlineData("Security:Jwt:Audience=a", "Security:Jwt:Authority is missing")]
    [InlineData("Security:Jwt:Authority=https://issuer.test Security:Grants:g:Claim=x=y Security:Grants:g:Permissions=audit.read Security:Grants:g:Sources=*", "Security:Jwt:Audience is missing")]
    [InlineData("Security:Grants:g:San=x Security:Grants:g:Permissions=audit.read Security:Grants:g:Sources=*", "Security:Grants:g:San is set, but Security:ClientCaFile is missing")]
    public void Read_HalfASetting_IsRefused(string settings, string fault) => AssertOneFault(settings, fault);

    [Theory]
    [InlineData("Production", "", false)]
    [InlineData("Development", "", true)]
    [InlineData("Production", "Security:Reflection=true", true)]
    [InlineData("Development", "Security:Reflection=false", false)]
    public void Reflection_UnlessItIsSaid_IsForDevelopment(string environment, string settings, bool isThere) =>
        Assert.Equal(isThere, Read(settings, environment).Security.Reflection);

    [Fact]
    public void AccessTable_EveryRpcOfTheContract_AsksForAPermission()
    {
        var methods = typeof(V1.AuditService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")).Where(property => property?.PropertyType == typeof(FileDescriptor))
            .SelectMany(property => ((FileDescriptor)property!.GetValue(null)!).Services)
            .SelectMany(service => service.Methods);

        Assert.All(methods, method => Assert.Equal(
            method.Name.StartsWith("Start", StringComparison.Ordinal) || method.Name.StartsWith("Cancel", StringComparison.Ordinal)
                ? Permission.Write
                : Permission.Read,
            AccessTable.Permissions[$"/{method.Service.FullName}/{method.Name}"]));
    }

    private static DateTimeOffset Day(int day) => TimeProvider.System.GetUtcNow().AddDays(day);

    private void AssertOneFault(string settings, string fault) => Assert.Contains(fault, Assert.Single(Faults(settings)), StringComparison.Ordinal);

    private string[] Faults(string settings)
    {
        try
        {
            Read(settings, Environments.Production);
            return [];
        }
        catch (SettingsException exception)
        {
            return exception.Message.Split(Environment.NewLine);
        }
    }

    private ServerSettings Read(string settings, string environment)
    {
        var pairs = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("Sources:default:Region=eu-west-1")
            .Select(setting => setting.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => (string?)(pair[0].EndsWith("File", StringComparison.Ordinal) ? Path.Combine(_folder.FullName, pair[1]) : pair[1]));
        return ServerSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), new HostingEnvironment { EnvironmentName = environment });
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
