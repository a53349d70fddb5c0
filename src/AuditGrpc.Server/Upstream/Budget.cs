using System.Threading.RateLimiting;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>The calls of one AWS operation that a source may make. Who comes first is served first.</summary>
internal sealed class Budget(string operation, double perSecond) : IDisposable
{
    private readonly TokenBucketRateLimiter _limiter = new(new TokenBucketRateLimiterOptions
    {
        // A second holds at most the burst and the rate: a quarter on top of 80 % of the quota is the quota.
        TokenLimit = Math.Max(1, (int)(perSecond / 4)),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public string Operation => operation;

    /// <summary>Waits for a call to be free.</summary>
    /// <param name="patience">How many seconds' worth of calls may be waited for already; more, and this gives up at once.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <exception cref="AuditFailure">Too many wait.</exception>
    public async ValueTask SpendAsync(int patience, CancellationToken cancellationToken)
    {
        if (_limiter.GetStatistics()?.CurrentQueuedCount >= perSecond * patience)
        {
            throw AuditFailure.Throttled(operation, TimeSpan.FromSeconds(patience));
        }

        using var lease = await _limiter.AcquireAsync(1, cancellationToken);
    }

    public void Dispose() => _limiter.Dispose();
}
