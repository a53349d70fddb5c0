using AuditGrpc.EndToEnd.Tests.Security;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>A token for each reason to refuse one.</summary>
internal static class RefusedTokens
{
    private const string Canary = SecretCalls.Canary;

    public static IReadOnlyDictionary<string, string> By(TestIssuer issuer) => new Dictionary<string, string>
    {
        ["for another audience"] = issuer.Token("operators", audience: Canary),
        ["of another issuer"] = issuer.Token("operators", issuer: $"https://{Canary}.test"),
        ["without a signature"] = issuer.Token(Canary, algorithm: "none"),
        ["signed with the public key"] = issuer.Token("operators", algorithm: "HS256"),
        ["of another algorithm"] = issuer.Token("operators", algorithm: "ES256"),
        ["that has expired"] = issuer.Token("operators", to: TimeSpan.FromHours(-1)),
        ["that is not valid yet"] = issuer.Token("operators", from: TimeSpan.FromHours(1), to: TimeSpan.FromHours(2)),
        ["of an unknown key"] = issuer.Token("operators", keyId: Canary),
        ["without a subject"] = issuer.Token("operators", subject: null),
        ["that is too long"] = issuer.Token(string.Concat(Enumerable.Repeat(Canary, 600))),
        ["that is none"] = $"{Canary}.{Canary}",
    };
}
