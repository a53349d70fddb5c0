using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>All that is configured of <c>Security</c>.</summary>
internal sealed record SecuritySettings(
    PemFile? Certificate,
    PemFile? Key,
    PemFile? ClientCa,
    JwtOptions Jwt,
    Grants Grants,
    IReadOnlyList<ListenAddress> Addresses,
    bool Reflection)
{
    /// <summary>Callers are asked who they are.</summary>
    public bool Authenticates => ClientCa is not null || Jwt.Authority is not null;

    /// <summary>The addresses from which plaintext leaves this machine.</summary>
    public IEnumerable<ListenAddress> Plaintext => Addresses.Where(address => !address.IsLocal && !address.IsEncrypted);

    /// <summary>The addresses where everyone on other machines may do everything.</summary>
    public IEnumerable<ListenAddress> Anonymous => Authenticates ? [] : Addresses.Where(address => !address.IsLocal);

    public static SecuritySettings Read(
        SettingsReader reader, IConfiguration configuration, IHostEnvironment environment, IReadOnlyCollection<string> sources)
    {
        var options = reader.Read<SecurityOptions>("Security", "Grants", "Jwt", "Tls");
        var tls = reader.Read<TlsOptions>("Security:Tls");
        var jwt = reader.Read<JwtOptions>("Security:Jwt");
        var grants = configuration.GetSection("Security:Grants").GetChildren()
            .Select(grant => GrantReader.Read(reader, grant, sources))
            .ToList();
        var certificate = tls.CertificateFile is null ? null : new PemFile("Security:Tls:CertificateFile", tls.CertificateFile);
        var settings = new SecuritySettings(
            certificate,
            tls.KeyFile is null ? certificate : new PemFile("Security:Tls:KeyFile", tls.KeyFile),
            options.ClientCaFile is null ? null : new PemFile("Security:ClientCaFile", options.ClientCaFile),
            jwt,
            new Grants(grants),
            ListenAddress.Read(configuration),
            options.Reflection ?? environment.IsDevelopment());
        new SecurityRules(settings, options, grants, reader).Check();
        return settings;
    }
}
