using Microsoft.IdentityModel.JsonWebTokens;

namespace AuditGrpc.Server.Security;

/// <summary>All grants.</summary>
internal sealed class Grants(IReadOnlyList<Grant> grants)
{
    public IReadOnlyList<Grant> OfCertificate(string san) => [.. grants.Where(grant => grant.San == san)];

    public IReadOnlyList<Grant> OfToken(JsonWebToken token) =>
        [.. grants.Where(grant => grant.Claim is { } claim && Has(token, claim.Type, claim.Value))];

    // A claim with several values is several claims; but scopes are one, of words.
    private static bool Has(JsonWebToken token, string type, string value) =>
        token.Claims.Any(claim => claim.Type == type
            && (type is "scope" or "scp" ? claim.Value.Split(' ').Contains(value) : claim.Value == value));
}
