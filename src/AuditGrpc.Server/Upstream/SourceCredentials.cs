using Amazon.Runtime;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>
/// Credentials kept for all who call: renewed ahead of their expiry, or when AWS refuses them, and once however many wait.
/// </summary>
/// <remarks>
/// Not the SDK's <see cref="RefreshingAWSCredentials"/>: while its origin fails, all who wait there ask it again, one after the other,
/// and none of them can give up.
/// </remarks>
internal sealed class SourceCredentials(string source, ICredentialOrigin origin, TimeProvider time, ILogger logger) : AWSCredentials
{
    /// <summary>How long an origin that refused, or credentials that AWS refused, are not asked for anew.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // What the SDK finds without a time of expiry, it keeps fresh itself, or its file may change: to look again costs next to nothing.
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private Kept? _kept;
    private Task<Kept>? _renewal;
    private AuditFailure? _failure;
    private long? _lastRenewal;

    /// <summary>The credentials that are kept; new ones, if there are none or they have expired.</summary>
    /// <exception cref="AuditFailure">There are none to be had.</exception>
    public async ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken)
    {
        Task<Kept> renewal;
        lock (_gate)
        {
            if (_kept is { } kept && time.GetElapsedTime(kept.Since) is var age && age < kept.Lifetime)
            {
                if (age >= kept.RenewedAfter && !HasRenewedWithin(Pause))
                {
                    // Nobody waits for it, and if it fails, there is time to try again.
                    _ = Renew();
                }

                return kept.Credentials;
            }

            if (_renewal is null && _failure is not null && HasRenewedWithin(_failure.RetryAfter ?? Pause))
            {
                throw _failure;
            }

            renewal = Renew();
        }

        return (await renewal.WaitAsync(cancellationToken)).Credentials;
    }

    /// <summary>Makes a call; if AWS refuses the credentials as expired or unknown, once more with new ones, if there are others.</summary>
    public async Task<T> UseAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var credentials = await GetAsync(cancellationToken);
        try
        {
            return await call();
        }
        catch (AuditFailure failure) when (failure.NeedsNewCredentials)
        {
            if (!await ReplaceAsync(credentials, cancellationToken))
            {
                throw;
            }
        }

        return await call();
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync() => await GetAsync(CancellationToken.None);

    // Nothing here calls it, and neither does the SDK where there are no synchronous calls to AWS.
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <summary>Whether there are others now than those that AWS refused.</summary>
    private async Task<bool> ReplaceAsync(ImmutableCredentials refused, CancellationToken cancellationToken)
    {
        Task<Kept> renewal;
        lock (_gate)
        {
            if (_kept is not null && !_kept.Credentials.Equals(refused))
            {
                return true;
            }

            if (_renewal is null && HasRenewedWithin(Pause))
            {
                return false;
            }

            renewal = Renew();
        }

        return !(await renewal.WaitAsync(cancellationToken)).Credentials.Equals(refused);
    }

    private bool HasRenewedWithin(TimeSpan span) => _lastRenewal is { } last && time.GetElapsedTime(last) < span;

    private Task<Kept> Renew() => _renewal ??= Task.Run(RenewAsync);

    private async Task<Kept> RenewAsync()
    {
        Kept? kept = null;
        AuditFailure? failure = null;
        try
        {
            kept = Keep(await origin.ObtainAsync());
        }
        catch (Exception exception)
        {
            failure = exception as AuditFailure ?? CredentialErrors.ToFailure(exception);
            var cause = failure.InnerException ?? failure;
            logger.NoCredentials(
                source,
                origin.Name,
                failure.Reason,
                UpstreamFacts.KindOf(cause),
                (int)((cause as AmazonServiceException)?.StatusCode ?? 0),
                UpstreamFacts.CodeOf(cause),
                UpstreamFacts.RequestIdOf(cause));
        }

        lock (_gate)
        {
            if (kept is not null && _failure is not null)
            {
                logger.CredentialsAreBack(source, origin.Name);
            }

            _kept = kept ?? _kept;
            _failure = failure;
            _lastRenewal = time.GetTimestamp();
            _renewal = null;
        }

        return kept ?? throw failure!;
    }

    private Kept Keep(ObtainedCredentials obtained)
    {
        // A clock that differs from AWS's must not make them expire at once, again and again.
        var lifetime = obtained.Expires is { } expires
            ? TimeSpan.FromTicks(Math.Clamp((expires - time.GetUtcNow()).Ticks, Pause.Ticks, LongestLifetime.Ticks))
            : UnknownLifetime;
        // While a tenth to a fifth of their life is left: not all servers that started together ask together.
        return new Kept(obtained.Credentials, time.GetTimestamp(), lifetime, lifetime * (0.8 + (0.1 * Random.Shared.NextDouble())));
    }

    private sealed record Kept(ImmutableCredentials Credentials, long Since, TimeSpan Lifetime, TimeSpan RenewedAfter);
}
