using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>What must hold between the settings of <c>Security</c>: nothing that is wrong may leave a door open.</summary>
internal sealed class SecurityRules(SecuritySettings settings, SecurityOptions options, IReadOnlyList<Grant> grants, SettingsReader reader)
{
    public void Check()
    {
        CheckFiles();
        CheckAddresses();
        CheckTokens();
        CheckGrants();
    }

    private void CheckFiles()
    {
        if (settings.Certificate is null && settings.Key is not null)
        {
            reader.Fault("Security:Tls:CertificateFile is missing: there is nothing that the key in Security:Tls:KeyFile is for.");
        }

        if (settings is { Certificate: { } certificate, Key: { } key })
        {
            Try(() => ServerCertificate.Load(certificate, certificate.Read(), key.Read()));
        }

        if (settings.ClientCa is { } authorities)
        {
            Try(() => ClientAuthorities.Load(authorities, authorities.Read()));
        }
    }

    private void CheckAddresses()
    {
        foreach (var address in settings.Addresses.Where(address => !address.IsValid))
        {
            reader.Fault($"{address.Key} has '{address.Url}': must be http://host:port or https://host:port.");
        }

        foreach (var address in settings.Addresses.Where(address =>
            address is { IsEncrypted: true, HasCertificate: false } && settings.Certificate is null))
        {
            reader.Fault($"Security:Tls:CertificateFile is missing: {address.Key} has {address.Url}, which needs a certificate.");
        }

        if (!settings.Addresses.Any(address => address.IsEncrypted))
        {
            foreach (var file in new[] { settings.Certificate, settings.ClientCa }.OfType<PemFile>())
            {
                reader.Fault($"{file.Key} is set, but no address begins with https, where alone it has a use.");
            }
        }

        foreach (var address in options.AllowPlaintext ? [] : settings.Plaintext)
        {
            reader.Fault(
                $"{address.Key} has {address.Url}: calls from other machines need TLS. Make it https, with Security:Tls:CertificateFile; "
                + "or, where a proxy or a mesh encrypts them, set Security:AllowPlaintext to true.");
        }

        foreach (var address in options.AllowAnonymous ? [] : settings.Anonymous)
        {
            reader.Fault(
                $"{address.Key} has {address.Url}: callers on other machines must say who they are. Set Security:ClientCaFile or "
                + "Security:Jwt:Authority; or, to let all of them do everything, Security:AllowAnonymous to true.");
        }

        if (options.AllowAnonymous && settings.Authenticates)
        {
            reader.Fault(
                "Security:AllowAnonymous is true, but Security:ClientCaFile or Security:Jwt:Authority is set: must be one or the other.");
        }
    }

    private void CheckTokens()
    {
        var jwt = settings.Jwt;
        if (jwt.Authority is null)
        {
            if (jwt.Audience is not null || jwt.Issuer is not null)
            {
                reader.Fault("Security:Jwt:Authority is missing: must be the https address of the tokens' issuer.");
            }

            return;
        }

        if (jwt.Authority.Scheme != Uri.UriSchemeHttps && !jwt.Authority.IsLoopback)
        {
            reader.Fault($"Security:Jwt:Authority is '{jwt.Authority}': must be an https address, or the keys could be anybody's.");
        }

        if (jwt.Audience is null)
        {
            reader.Fault("Security:Jwt:Audience is missing: without it, tokens for any other service would be good here.");
        }

        foreach (var algorithm in jwt.Algorithms.Except(JwtOptions.KnownAlgorithms))
        {
            reader.Fault($"Security:Jwt:Algorithms has '{algorithm}': must be any of {string.Join(", ", JwtOptions.KnownAlgorithms)}.");
        }
    }

    private void CheckGrants()
    {
        if (settings.Authenticates && grants.Count == 0)
        {
            reader.Fault(
                "Security:Grants is missing: nobody may do anything. Set Security:Grants:{name}:San or :Claim, :Permissions and :Sources.");
        }

        foreach (var grant in grants)
        {
            if (grant.San is not null && settings.ClientCa is null)
            {
                reader.Fault(
                    $"Security:Grants:{grant.Name}:San is set, but Security:ClientCaFile is missing: nobody can show such a certificate.");
            }

            if (grant.Claim is not null && settings.Jwt.Authority is null)
            {
                reader.Fault(
                    $"Security:Grants:{grant.Name}:Claim is set, but Security:Jwt:Authority is missing: nobody can show such a token.");
            }
        }
    }

    private void Try(Action load)
    {
        try
        {
            load();
        }
        catch (SettingsException fault)
        {
            reader.Fault(fault.Message);
        }
    }
}
