using Microsoft.AspNetCore.Authentication;

namespace AuditGrpc.Server.Security;

/// <summary>
/// Finds out who calls: by the token, if there is one, or else by the certificate. Whatever is shown must be valid: a caller with a
/// bad one is not let in by the other. Refuses nobody: what callers may do is decided in <see cref="AccessInterceptor"/>.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, ClientCertificates? certificates = null, Tokens? tokens = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        var result = LookAsync(context);
        return result.IsCompletedSuccessfully ? Go(context, result.Result) : WaitAsync(context, result);
    }

    private async Task WaitAsync(HttpContext context, ValueTask<AuthenticateResult> result) => await Go(context, await result);

    private Task Go(HttpContext context, AuthenticateResult result)
    {
        if (result.Principal is { } caller)
        {
            context.User = caller;
        }
        else if (result.Failure is { } failure)
        {
            context.Features.Set(new Rejection(failure.Message));
        }

        return next(context);
    }

    private ValueTask<AuthenticateResult> LookAsync(HttpContext context)
    {
        var byCertificate = certificates is not null && context.Features.Get<PresentedCertificate>() is { } presented
            ? certificates.Authenticate(presented)
            : AuthenticateResult.NoResult();
        if (tokens is null || byCertificate.Failure is not null || context.Request.Headers.Authorization is not { Count: > 0 } shown)
        {
            return new(byCertificate);
        }

        return shown.Count == 1 && shown[0] is { } header && header.StartsWith(Tokens.Bearer, StringComparison.OrdinalIgnoreCase)
            ? tokens.AuthenticateAsync(header)
            : new(AuthenticateResult.Fail("authorization must be one bearer token"));
    }

    /// <summary>Why what the caller has shown is not accepted. A feature of the call.</summary>
    internal sealed record Rejection(string Why);
}
