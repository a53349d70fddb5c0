using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Polly;

namespace AuditGrpc.Server.Upstream;

/// <summary>The credentials of a role, which AWS's Security Token Service gives to who may assume it.</summary>
internal sealed class RoleCredentials(
    SourceOptions options, IAmazonSecurityTokenService sts, SourceCredentials caller, UpstreamOptions upstream, TimeProvider time) : ICredentialOrigin
{
    private readonly ResiliencePipeline _retrying = Retries.When(failure => failure.Reason == ErrorReason.UpstreamUnavailable, upstream, time);

    // Not the ARN, which holds an account.
    public string Name => "AssumeRole of its RoleArn";

    public async Task<ObtainedCredentials> ObtainAsync()
    {
        var reply = await _retrying.ExecuteAsync(async _ => await caller.UseAsync(AssumeAsync, CancellationToken.None));
        var given = reply.Credentials;
        return given?.Expiration is { } expires
            ? new ObtainedCredentials(
                new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), new DateTimeOffset(expires.ToUniversalTime()))
            : throw AuditFailure.InvalidResponse();
    }

    private async Task<AssumeRoleResponse> AssumeAsync()
    {
        var request = new AssumeRoleRequest { RoleArn = options.RoleArn, RoleSessionName = options.SessionName, ExternalId = options.ExternalId };
        try
        {
            return await sts.AssumeRoleAsync(request);
        }
        catch (Exception exception) when (exception is not AuditFailure)
        {
            throw CredentialErrors.ToFailure(exception);
        }
    }
}
