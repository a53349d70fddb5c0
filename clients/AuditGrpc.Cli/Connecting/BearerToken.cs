using System.Net.Http.Headers;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Connecting;

/// <summary>Shows a token with every call.</summary>
internal sealed class BearerToken : DelegatingHandler
{
    private readonly AuthenticationHeaderValue _authorization;

    /// <exception cref="CommandException">The token would be sent for others to read.</exception>
    public BearerToken(string token, Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw CommandException.Configuration($"A token is sent over https only, not to {address.GetLeftPart(UriPartial.Authority)}");
        }

        _authorization = new("Bearer", token);
    }

    /// <summary>The token to show, if there is one.</summary>
    public static string? Of(Profile profile, Func<string, string?> environment)
    {
        if (environment("AUDITGRPC_TOKEN") is { Length: > 0 } token)
        {
            return token;
        }

        try
        {
            return profile.Token ?? (profile.TokenFile is { } path ? File.ReadAllText(path).Trim() : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Configuration($"token_file: cannot read {profile.TokenFile}: {exception.Message}");
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        return base.SendAsync(request, cancellationToken);
    }
}
