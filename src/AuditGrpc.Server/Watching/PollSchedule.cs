namespace AuditGrpc.Server.Watching;

/// <summary>When an audit is polled next: soon after a change, ever later while nothing changes, later still when AWS is throttling.</summary>
internal sealed class PollSchedule(WatchOptions options)
{
    private const double Growth = 1.5;

    // Throttling may push the interval past MaxPollInterval, up to this many times that.
    private const int MostThrottled = 4;

    private TimeSpan _interval = options.MinPollInterval;

    public TimeSpan AfterChange() => _interval = options.MinPollInterval;

    public TimeSpan AfterNoChange() => _interval = Least(_interval * Growth, options.MaxPollInterval);

    public TimeSpan AfterFailure() => _interval = Least(_interval * 2, options.MaxPollInterval);

    public TimeSpan AfterThrottling() => _interval = Least(_interval * 2, options.MaxPollInterval * MostThrottled);

    /// <summary>Up to a tenth more or less, so that audits which were watched together are not polled together for ever.</summary>
    public static TimeSpan Jittered(TimeSpan interval) => interval * (0.9 + (0.2 * Random.Shared.NextDouble()));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
