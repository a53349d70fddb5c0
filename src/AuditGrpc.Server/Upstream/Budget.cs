using System.Threading.RateLimiting;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>The calls of one AWS operation that a source may make. Who comes first is served first, for up to two seconds' worth.</summary>
internal sealed class Budget(string operation, double perSecond) : IDisposable
{
    private readonly TokenBucketRateLimiter _limiter = new(new TokenBucketRateLimiterOptions
    {
        // A second holds at most the burst and the rate: a quarter on top of 80 % of the quota is the quota.
        TokenLimit = Math.Max(1, (int)(perSecond / 4)),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
        QueueLimit = Math.Max(1, (int)(perSecond * 2)),
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async ValueTask SpendAsync(CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
        {
            // The queue is full: what stands in it now is served within two seconds.
            throw AuditFailure.Throttled(operation, TimeSpan.FromSeconds(2));
        }
    }

    public void Dispose() => _limiter.Dispose();
}
