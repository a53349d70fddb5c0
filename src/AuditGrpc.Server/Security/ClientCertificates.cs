using Microsoft.AspNetCore.Authentication;

namespace AuditGrpc.Server.Security;

/// <summary>Verifies client certificates: once for each connection, and again when the CAs change.</summary>
internal sealed class ClientCertificates(ReloadedFiles<ClientAuthorities> authorities, Grants grants, TimeProvider time)
{
    private static readonly AuthenticateResult Expired = AuthenticateResult.Fail("the client certificate has expired");

    public AuthenticateResult Authenticate(PresentedCertificate presented)
    {
        if (presented.Certificate is null)
        {
            return AuthenticateResult.NoResult();
        }

        var result = presented.VerdictBy(authorities.Current, current => Judge(presented, current));
        return result.Principal is Principal principal && time.GetUtcNow() > principal.Expires ? Expired : result;
    }

    private AuthenticateResult Judge(PresentedCertificate presented, ClientAuthorities current)
    {
        if (current.Verify(presented.Certificate!, presented.Between, time.GetUtcNow(), out var expires) is { } fault)
        {
            return AuthenticateResult.Fail(fault);
        }

        return CertificateName.Of(presented.Certificate!) is { } name && !name.Any(char.IsControl)
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new Principal(name, Principal.Certificate, grants.OfCertificate(name), expires), Principal.Certificate))
            : AuthenticateResult.Fail("the client certificate has neither a URI nor a DNS name");
    }
}
