using System.Collections.Frozen;
using System.Threading.RateLimiting;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Security;
using Grpc.Core;

namespace AuditGrpc.Server.Limiting;

/// <summary>What each caller has left of its limits. A caller that has been still for a while is forgotten, with all of it left.</summary>
internal sealed class CallerLimits(LimitOptions options) : IDisposable
{
    private const string Health = "/grpc.health.v1.Health/";

    // The limiter counts anew so often; who is told to come back sooner would come in vain.
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(0.1);

    private readonly PartitionedRateLimiter<string> _reads = Rate(options.ReadsPerSecond, options.ReadBurst);
    private readonly PartitionedRateLimiter<string> _changes = Rate(options.ChangesPerSecond, options.ChangeBurst);
    private readonly PartitionedRateLimiter<string> _streams = PartitionedRateLimiter.Create<string, string>(
        caller => RateLimitPartition.GetConcurrencyLimiter(
            caller, _ => new ConcurrencyLimiterOptions { PermitLimit = options.WatchesPerCaller }));

    /// <summary>The calls that change something at AWS. What is not here is a read.</summary>
    public static IReadOnlySet<string> Changes { get; } =
        AccessTable.Permissions.Where(rpc => rpc.Value == Permission.Write).Select(rpc => rpc.Key).ToFrozenSet();

    /// <summary>Takes a call from the caller's rate. Health is free: probes are made for all callers.</summary>
    /// <exception cref="AuditFailure">The caller has none left.</exception>
    public void Spend(ServerCallContext context)
    {
        if (context.Method.StartsWith(Health, StringComparison.Ordinal) || CallerOf(context) is not { } caller)
        {
            return;
        }

        using var lease = (Changes.Contains(context.Method) ? _changes : _reads).AttemptAcquire(caller);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > LeastRetryAfter ? after : LeastRetryAfter;
            throw AuditFailure.CallerRateLimited(wait);
        }
    }

    /// <summary>Takes one of the caller's places for streams, until it is disposed of.</summary>
    /// <returns>The place; nothing if the caller is not limited.</returns>
    /// <exception cref="AuditFailure">All of them are taken.</exception>
    public IDisposable? TakePlace(ServerCallContext context)
    {
        var lease = CallerOf(context) is { } caller ? _streams.AttemptAcquire(caller) : null;
        return lease is null or { IsAcquired: true } ? lease : throw AuditFailure.TooManyWatchesOfCaller(options.WatchesPerCaller);
    }

    public void Dispose()
    {
        _reads.Dispose();
        _changes.Dispose();
        _streams.Dispose();
    }

    private static PartitionedRateLimiter<string> Rate(double perSecond, int burst)
    {
        // Made once, not for each call. The partitions have no timers of their own: what holds them refills them all.
        Func<string, TokenBucketRateLimiter> bucket = _ => new TokenBucketRateLimiter(new()
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
            AutoReplenishment = false,
        });
        return PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.Get(caller, bucket));
    }

    private string? CallerOf(ServerCallContext context) => Caller.KeyOf(context.GetHttpContext(), options.LimitLoopback);
}
