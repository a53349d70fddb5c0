namespace AuditGrpc.Server.Watching;

/// <summary>The times that hold for one watch. Each watch has its own, a little apart, so that what began together does not come due together.</summary>
internal sealed class WatchTerms(WatchOptions options, TimeSpan maxAge, DateTimeOffset? expires, TimeProvider time)
{
    private static readonly TimeSpan DeadlineLead = TimeSpan.FromSeconds(0.5);

    // A heartbeat may come early, never late: the clock is looked at once in a tick.
    private readonly TimeSpan _silence = (options.HeartbeatInterval - TickOf(options)) * (0.9 + (0.1 * Random.Shared.NextDouble()));
    private readonly TimeSpan _age = maxAge * (0.9 + (0.2 * Random.Shared.NextDouble()));

    public long Now => time.GetTimestamp();

    /// <summary>How often watches look at the clock.</summary>
    public static TimeSpan TickOf(WatchOptions options) =>
        TimeSpan.FromSeconds(Math.Min(1, options.HeartbeatInterval.TotalSeconds / 4));

    /// <summary>Whether a caller who has gone had no time left. Its own clock, which began earlier than ours, ends it a little before.</summary>
    public bool IsOver(DateTime deadline) => time.GetUtcNow().UtcDateTime >= deadline - DeadlineLead;

    public bool IsSilent(long since) => time.GetElapsedTime(since) >= _silence;

    public bool IsStalled(long since) => time.GetElapsedTime(since) >= options.WriteTimeout;

    /// <summary>What its caller showed to open it has expired.</summary>
    public bool HasExpired() => expires is not null && time.GetUtcNow() >= expires;

    public bool IsTooOld(long since) => time.GetElapsedTime(since) >= _age;
}
