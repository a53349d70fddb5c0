using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Security;

/// <summary><c>Security:Jwt</c>: the bearer tokens that are accepted.</summary>
internal sealed class JwtOptions
{
    /// <summary>The algorithms to choose from: none whose key is a shared secret, which a public key could be taken for.</summary>
    public static readonly IReadOnlyList<string> KnownAlgorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>
    /// The issuer's address, under which its OpenID Connect discovery is. https, but on this machine. Default: no tokens are accepted.
    /// </summary>
    public Uri? Authority { get; set; }

    /// <summary>The issuer that tokens must name. Default: what discovery says.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that tokens must name. Required with Authority.</summary>
    public string? Audience { get; set; }

    /// <summary>The algorithms that tokens may be signed with. Default RS256, ES256.</summary>
    public string[] Algorithms { get; set; } = ["RS256", "ES256"];

    /// <summary>How far the issuer's clock may be from this server's. 0 to 5 minutes; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
