using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>Who this server is to AWS on one source.</summary>
/// <param name="source">The source's name.</param>
/// <param name="credentials">With which it calls.</param>
/// <param name="accountId">The account, if the settings tell it.</param>
/// <param name="sts">Who tells it otherwise.</param>
/// <param name="time">The time.</param>
/// <param name="logger">The log.</param>
internal sealed class SourceIdentity(
    string source, SourceCredentials credentials, string? accountId, IAmazonSecurityTokenService sts, TimeProvider time, ILogger logger)
{
    // A network without a way to that service is not tried again by each caller.
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<string?> _account = Task.FromResult(accountId);
    private long? _lastAsked;

    public SourceCredentials Credentials => credentials;

    /// <summary>Gets credentials before they are needed, so that the log says early what is wrong with them.</summary>
    public void Prepare() => _ = credentials.GetAsync(CancellationToken.None).AsTask();

    /// <summary>The account, 12 digits; nothing if AWS does not tell.</summary>
    public Task<string?> FindAccountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_account is { IsCompletedSuccessfully: true, Result: null } && !(_lastAsked is { } last && time.GetElapsedTime(last) < AskedAgainAfter))
            {
                _lastAsked = time.GetTimestamp();
                _account = AskAsync();
            }

            return _account.WaitAsync(cancellationToken);
        }
    }

    private async Task<string?> AskAsync()
    {
        try
        {
            await credentials.GetAsync(CancellationToken.None);
            return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account;
        }
        catch (Exception exception)
        {
            // Nobody depends on it.
            logger.AccountNotTold(source, UpstreamFacts.KindOf(exception), UpstreamFacts.CodeOf(exception), UpstreamFacts.RequestIdOf(exception));
            return null;
        }
    }
}
