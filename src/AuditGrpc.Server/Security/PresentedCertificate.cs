using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication;

namespace AuditGrpc.Server.Security;

/// <summary>What a connection's client has shown in the handshake, and what became of it. A feature of the connection.</summary>
internal sealed class PresentedCertificate
{
    private volatile Verdict? _verdict;

    /// <summary>The certificate; nothing if the client has shown none.</summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <summary>Those that the client says are between it and its root.</summary>
    public X509Certificate2Collection Between { get; } = [];

    /// <summary>Keeps copies, because the handshake disposes of its own.</summary>
    public void Take(X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is null)
        {
            return;
        }

        Certificate = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        foreach (var other in chain?.ChainPolicy.ExtraStore ?? [])
        {
            Between.Add(X509CertificateLoader.LoadCertificate(other.RawData));
        }
    }

    /// <summary>The verdict on it, made once for each set of CAs.</summary>
    public AuthenticateResult VerdictBy(ClientAuthorities authorities, Func<ClientAuthorities, AuthenticateResult> judge)
    {
        var verdict = _verdict;
        if (verdict?.Authorities != authorities)
        {
            _verdict = verdict = new Verdict(authorities, judge(authorities));
        }

        return verdict.Result;
    }

    private sealed record Verdict(ClientAuthorities Authorities, AuthenticateResult Result);
}
