using Microsoft.AspNetCore.Authentication;

namespace AuditGrpc.Server.Security;

/// <summary>
/// Finds out who calls: by the token, if there is one, or else by the certificate. Whatever is shown must be valid: a caller with a
/// bad one is not let in by the other.
/// </summary>
internal sealed class CallerHandler(ClientCertificates? certificates = null, Tokens? tokens = null) : IAuthenticationHandler
{
    public const string Scheme = "caller";
    private const string Bearer = "Bearer ";

    private HttpContext _context = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        var result = await LookAsync();
        if (result.Failure is { } failure)
        {
            // The middleware keeps successes only.
            _context.Features.Set(new Rejection(failure.Message));
        }

        return result;
    }

    // What a caller may do is decided in AccessInterceptor, and refusals leave as gRPC's: nobody asks for HTTP's.
    public Task ChallengeAsync(AuthenticationProperties? properties) => throw new NotSupportedException();

    public Task ForbidAsync(AuthenticationProperties? properties) => throw new NotSupportedException();

    private async ValueTask<AuthenticateResult> LookAsync()
    {
        var byCertificate = certificates is not null && _context.Features.Get<PresentedCertificate>() is { } presented
            ? certificates.Authenticate(presented)
            : AuthenticateResult.NoResult();
        if (tokens is null || byCertificate.Failure is not null || _context.Request.Headers.Authorization is not { Count: > 0 } shown)
        {
            return byCertificate;
        }

        return shown.Count == 1 && shown[0] is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await tokens.AuthenticateAsync(header[Bearer.Length..].Trim())
            : AuthenticateResult.Fail("authorization must be one bearer token");
    }

    /// <summary>Why what the caller has shown is not accepted. A feature of the call.</summary>
    internal sealed record Rejection(string Why);
}
