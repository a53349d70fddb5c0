using System.Net.Security;
using AuditGrpc.Server.Security;
using AuditGrpc.V1;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>Every kind of caller, and what becomes of it.</summary>
internal static class Callers
{
    public const string Operator = "operator.test";
    private const string Reader = "spiffe://test/reader";
    private const string Elsewhere = "spiffe://test/elsewhere";

    /// <summary>The grants that the callers have.</summary>
    public static readonly IReadOnlyList<string> Grants =
    [
        .. GrantOf("operator", $"San={Operator}", "audit.read,audit.write,audit.admin", "default"),
        .. GrantOf("reader", $"San={Reader}", "audit.read", "*"),
        .. GrantOf("elsewhere", $"San={Elsewhere}", "audit.read,audit.write", "other"),
        .. GrantOf("operators", "Claim=groups=operators", "audit.read,audit.write,audit.admin", "default"),
        .. GrantOf("readers", "Claim=scope=audits", "audit.read", "default"),
        .. GrantOf("writers", "Claim=groups=writers", "audit.write", "default"),
    ];

    public static readonly IReadOnlyDictionary<string, Func<SecureScene, DateTimeOffset, Caller>> All =
        new Dictionary<string, Func<SecureScene, DateTimeOffset, Caller>>
        {
            ["none"] = (_, _) => Refused(),
            ["certificate: wrong CA"] = (_, now) => Refused(TestAuthority.Shown(new TestAuthority(now, "client CA").Issue(Operator))),
            ["certificate: self-signed"] = (_, now) => Refused(TestAuthority.Shown(TestAuthority.SelfSigned(Operator, now))),
            ["certificate: leaf as trust anchor"] = (scene, now) =>
            {
                var leaf = scene.ClientCa.Issue(Reader);
                return Refused(TestAuthority.Shown(TestAuthority.Pretend(leaf, now).Issue(Operator), leaf));
            },
            ["certificate: expired"] = (scene, _) => Refused(TestAuthority.Shown(scene.ClientCa.Issue(Operator, to: TimeSpan.FromMinutes(-1)))),
            ["certificate: not yet valid"] = (scene, _) => Refused(TestAuthority.Shown(scene.ClientCa.Issue(Operator, from: TimeSpan.FromMinutes(1)))),
            ["certificate: for servers"] = (scene, _) => Refused(TestAuthority.Shown(scene.ClientCa.Issue(Operator, TestAuthority.ForServers))),
            ["certificate: without a name"] = (scene, _) => Refused(TestAuthority.Shown(scene.ClientCa.Issue(name: null))),
            ["certificate: intermediate not shown"] = (scene, now) =>
                Refused(TestAuthority.Shown(new TestAuthority(now, "between", scene.ClientCa).Issue(Operator))),
            ["certificate: without a grant"] = (scene, _) => With(TestAuthority.Shown(scene.ClientCa.Issue("stranger.test"))),
            ["certificate: missing permission"] = (scene, _) => With(TestAuthority.Shown(scene.ClientCa.Issue(Reader)), permissions: Permission.Read),
            ["certificate: other source"] = (scene, _) =>
                With(TestAuthority.Shown(scene.ClientCa.Issue(Elsewhere)), source: "other", permissions: [Permission.Read, Permission.Write]),
            ["certificate: right"] = (scene, _) => With(TestAuthority.Shown(scene.ClientCa.Issue(Operator)), permissions: [.. Permission.All]),
            ["certificate: right, by an intermediate"] = (scene, now) =>
            {
                var between = new TestAuthority(now, "between", scene.ClientCa);
                return With(TestAuthority.Shown(between.Issue(Operator), between.Certificate), permissions: [.. Permission.All]);
            },

            ["token: wrong audience"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", audience: "another")),
            ["token: no audience"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", audience: null)),
            ["token: wrong issuer"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", issuer: "https://another.test")),
            ["token: none algorithm"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", algorithm: "none")),
            ["token: HS256 with the public key"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", algorithm: "HS256")),
            ["token: another algorithm's name"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", algorithm: "ES256")),
            ["token: expired"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", to: TimeSpan.FromSeconds(-31))),
            ["token: not yet valid"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", from: TimeSpan.FromSeconds(31))),
            ["token: unknown key"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", keyId: "another")),
            ["token: no subject"] = (scene, _) => RefusedWith(scene.Issuer.Token("operators", subject: null)),
            ["token: too long"] = (scene, _) => RefusedWith(scene.Issuer.Token(new string('x', 8 * 1024))),
            ["token: changed"] = (scene, _) => RefusedWith(Changed(scene.Issuer.Token("operators"))),
            ["token: nonsense"] = (_, _) => RefusedWith("nonsense"),
            ["token: another scheme"] = (_, _) => new Caller(null, "Basic b3BlcmF0b3I6", "default", IsKnown: false, []),
            ["token: bad, with a right certificate"] = (scene, _) => new Caller(
                TestAuthority.Shown(scene.ClientCa.Issue(Operator)), "Bearer nonsense", "default", IsKnown: false, []),
            ["token: right, with a bad certificate"] = (scene, now) => new Caller(
                TestAuthority.Shown(TestAuthority.SelfSigned(Operator, now)), $"Bearer {scene.Issuer.Token("operators")}", "default", IsKnown: false, []),
            ["token: without a grant"] = (scene, _) => With(scene.Issuer.Token("strangers")),
            ["token: missing permission"] = (scene, _) => With(scene.Issuer.Token(scope: "openid audits"), permissions: Permission.Read),
            ["token: other source"] = (scene, _) => With(scene.Issuer.Token("operators"), source: "other", isGranted: false, permissions: [.. Permission.All]),
            ["token: right"] = (scene, _) => With(scene.Issuer.Token(new[] { "staff", "operators" }), permissions: [.. Permission.All]),
            ["token: right, within the clocks' difference"] = (scene, _) =>
                With(scene.Issuer.Token("operators", to: TimeSpan.FromSeconds(-29)), permissions: [.. Permission.All]),
            ["token: right, by two claims"] = (scene, _) =>
                With(scene.Issuer.Token("writers", scope: "audits"), permissions: [Permission.Read, Permission.Write]),
        };

    private static Caller Refused(SslStreamCertificateContext? shown = null) => new(shown, null, "default", IsKnown: false, []);

    private static Caller RefusedWith(string token) => new(null, $"Bearer {token}", "default", IsKnown: false, []);

    private static Caller With(SslStreamCertificateContext shown, string source = "default", params string[] permissions) =>
        new(shown, null, source, IsKnown: true, permissions);

    private static Caller With(string token, string source = "default", bool isGranted = true, params string[] permissions) =>
        new(null, $"Bearer {token}", source, IsKnown: true, permissions) { IsGranted = isGranted };

    private static string[] GrantOf(string name, string whose, string permissions, string sources) =>
        [$"Security:Grants:{name}:{whose}", $"Security:Grants:{name}:Permissions={permissions}", $"Security:Grants:{name}:Sources={sources}"];

    // The first character of the signature, whose bits all count.
    private static string Changed(string token)
    {
        var at = token.LastIndexOf('.') + 1;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }
}
