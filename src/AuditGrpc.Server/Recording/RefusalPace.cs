using System.Threading.RateLimiting;

namespace AuditGrpc.Server.Recording;

/// <summary>How many refusals are written: a flood of them must not fill a disk, nor hide those of others.</summary>
internal sealed class RefusalPace : IDisposable
{
    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.CreateChained(
        Limit(peer => peer, burst: 10, every: TimeSpan.FromSeconds(10)),
        Limit(_ => "all", burst: 100, every: TimeSpan.FromSeconds(0.1)));

    private long _unwritten;

    /// <summary>Whether one more may be written.</summary>
    /// <param name="peer">Whose refusal it is.</param>
    /// <param name="unwritten">How many were not since the last one that was.</param>
    public bool TryTake(string peer, out long unwritten)
    {
        using var lease = _pace.AttemptAcquire(peer);
        unwritten = lease.IsAcquired ? Interlocked.Exchange(ref _unwritten, 0) : 0;
        if (!lease.IsAcquired)
        {
            Interlocked.Increment(ref _unwritten);
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _pace.Dispose();

    private static PartitionedRateLimiter<string> Limit(Func<string, string> keyOf, int burst, TimeSpan every) =>
        PartitionedRateLimiter.Create<string, string>(peer => RateLimitPartition.GetTokenBucketLimiter(
            keyOf(peer),
            _ => new TokenBucketRateLimiterOptions { TokenLimit = burst, TokensPerPeriod = 1, ReplenishmentPeriod = every }));
}
