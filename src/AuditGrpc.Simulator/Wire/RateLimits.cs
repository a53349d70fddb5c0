namespace AuditGrpc.Simulator;

/// <summary>
/// AWS's quotas of requests per second, for one account and region: for each operation a bucket that holds a second's requests
/// and fills evenly.
/// </summary>
internal sealed class RateLimits(SimulatorOptions options, TimeProvider time)
{
    private readonly Dictionary<string, Bucket> _buckets = Operation.PerSecond.ToDictionary(
        quota => quota.Key,
        quota => new Bucket(quota.Value * options.RateLimitScale, time));

    public void Check(string operation)
    {
        if (options.RateLimits && _buckets.GetValueOrDefault(operation)?.TryTake() == false)
        {
            throw AwsErrorException.Throttled();
        }
    }

    private sealed class Bucket(double perSecond, TimeProvider time)
    {
        private readonly Lock _lock = new();
        private double _tokens = Math.Max(perSecond, 1);
        private long _filled = time.GetTimestamp();

        public bool TryTake()
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                var earned = perSecond * time.GetElapsedTime(_filled, now).TotalSeconds;
                _tokens = Math.Min(_tokens + earned, Math.Max(perSecond, 1));
                _filled = now;
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens--;
                return true;
            }
        }
    }
}
