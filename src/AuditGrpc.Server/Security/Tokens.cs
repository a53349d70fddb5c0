using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AuditGrpc.Server.Security;

/// <summary>Verifies bearer tokens. One that is valid is remembered until it expires, or the issuer's keys change.</summary>
internal sealed class Tokens(JwtOptions options, SigningKeys keys, Grants grants, TimeProvider time, ILogger<Tokens> logger)
{
    public const string Bearer = "Bearer ";
    private const int LongestToken = 8 * 1024;
    private const int MostRemembered = 10_000;
    private static readonly AuthenticateResult Expired = AuthenticateResult.Fail("the token has expired");

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(new BySignature());

    /// <param name="authorization">The value of the header, which begins with <see cref="Bearer"/>.</param>
    public ValueTask<AuthenticateResult> AuthenticateAsync(string authorization) =>
        keys.Known is { } issuer
        && _remembered.TryGetValue(authorization, out var known)
        && known.Issuer == issuer
            ? new(time.GetUtcNow() < known.Principal.Expires ? known.Result : Expired)
            : VerifyAsync(authorization);

    private async ValueTask<AuthenticateResult> VerifyAsync(string authorization)
    {
        if ((keys.Known ?? await keys.RenewAsync()) is not { } issuer)
        {
            return AuthenticateResult.Fail("the token's issuer cannot be reached, so the token cannot be verified");
        }

        var token = authorization[Bearer.Length..].Trim();
        var validated = await ValidateAsync(token, issuer);
        if (validated.Exception is SecurityTokenSignatureKeyNotFoundException
            && await keys.RenewAsync() is { } renewed && renewed != issuer)
        {
            issuer = renewed;
            validated = await ValidateAsync(token, issuer);
        }

        if (!validated.IsValid)
        {
            logger.TokenRefused(validated.Exception?.GetType().Name);
            return AuthenticateResult.Fail(Describe(validated.Exception));
        }

        var valid = (JsonWebToken)validated.SecurityToken;
        var name = NullIfEmpty(valid.Subject) ?? (valid.TryGetValue("client_id", out string id) ? NullIfEmpty(id) : null);
        return name is null || name.Any(char.IsControl)
            ? AuthenticateResult.Fail("the token has no subject")
            : Remember(token, issuer, new Principal(name, Principal.Token, grants.OfToken(valid), valid.ValidTo + options.ClockSkew));
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration issuer) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer ?? issuer.Issuer,
            ValidAudience = options.Audience,
            ValidAlgorithms = options.Algorithms,
            IssuerSigningKeys = issuer.SigningKeys,
            // One that names no key, or one that is not known, is not tried with all of them.
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsWithinLifetime(notBefore, expires),
        });

    // The library's own goes by the system's clock.
    private bool IsWithinLifetime(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is not null && now < expires + options.ClockSkew && (notBefore is null || now >= notBefore - options.ClockSkew);
    }

    private AuthenticateResult Remember(string token, OpenIdConnectConfiguration issuer, Principal principal)
    {
        if (_remembered.Count >= MostRemembered)
        {
            // Only the issuer's own tokens come this far: nobody else can make this happen.
            _remembered.Clear();
        }

        var result = AuthenticateResult.Success(new AuthenticationTicket(principal, Principal.Token));
        // As clients write it. Of other ways to write the same, none is remembered, so that no caller can fill this with one token.
        _remembered[Bearer + token] = new Remembered(issuer, principal, result);
        return result;
    }

    private static string Describe(Exception? fault) => fault switch
    {
        SecurityTokenInvalidLifetimeException => "the token has expired, is not valid yet, or does not say until when it is",
        SecurityTokenInvalidAudienceException => "the token is for another audience",
        SecurityTokenInvalidIssuerException => "the token is from another issuer",
        SecurityTokenInvalidSignatureException => "the token's signature is not the issuer's",
        _ => "the token is not valid",
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Finds a token by its end, which no two have alike: to hash all of it would take longer than the rest of a call's check.</summary>
    private sealed class BySignature : IEqualityComparer<string>
    {
        private const int End = 16;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string authorization) => string.GetHashCode(authorization.AsSpan(Math.Max(0, authorization.Length - End)));
    }

    private sealed record Remembered(OpenIdConnectConfiguration Issuer, Principal Principal, AuthenticateResult Result);
}
