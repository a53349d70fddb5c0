using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;

namespace AuditGrpc.Server.Upstream;

/// <summary>The credentials that AWS's SDK finds: those of a profile, or the first in its default chain.</summary>
internal sealed class ChainCredentials(string? profile) : ICredentialOrigin
{
    // Of a client's settings only the profile matters to the chain.
    private readonly AmazonSecurityTokenServiceConfig _config = new() { Profile = profile is null ? null : new Profile(profile) };

    public string Name => profile is null
        ? "AWS's default chain (environment, web identity, profile, container, instance)"
        : $"the profile '{profile}'";

    public async Task<ObtainedCredentials> ObtainAsync()
    {
        var found = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(_config);
        // Else it would hand out what it has until that expires.
        (found as RefreshingAWSCredentials)?.ClearCredentials();
        var credentials = await found.GetCredentialsAsync();
        return new ObtainedCredentials(credentials, found.Expiration is { } expires ? new DateTimeOffset(expires.ToUniversalTime()) : null);
    }
}
