using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Watching;

/// <summary><c>Watch</c>: how audits are followed.</summary>
internal sealed class WatchOptions
{
    /// <summary>The time from a poll that found a change to the next. 100 ms to 5 minutes; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan MinPollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What that time grows to while nothing changes. 100 ms to 5 minutes, not under MinPollInterval; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan MaxPollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The silence on a watch that a heartbeat ends. 1 s to 30 s, which is what the contract promises; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The watches that this server holds open at once. 1 to 1,000,000, of some 16 KB each; default 50,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxWatches { get; set; } = 50_000;

    /// <summary>How long a watch lives through an outage of AWS. 1 s to 1 hour; default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan UpstreamPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a write may wait for a caller who does not read, before it ends the watch. 1 s to 5 minutes; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an audit is still polled after its last watch ended, so that a caller who comes back finds it. 0 to 5 minutes; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(10);
}
