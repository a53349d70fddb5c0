using System.Diagnostics.Metrics;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Watching;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Hosting;

/// <summary>The meter <c>AuditGrpc</c>. Audits, callers and peers are never labels: there is no end of them.</summary>
internal sealed class AuditMetrics
{
    public const string MeterName = "AuditGrpc";

    private readonly Meter _meter;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _conflated;
    private readonly Counter<long> _polls;
    private readonly Counter<long> _saved;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _limited;
    private readonly Histogram<double> _fanOut;

    public AuditMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _started = _meter.CreateCounter<long>("audit.watch.started", "{watch}", "Watches opened.");
        _ended = _meter.CreateCounter<long>("audit.watch.ended", "{watch}", "Watches ended, by reason.");
        _delivered = _meter.CreateCounter<long>("audit.watch.delivered", "{state}", "States sent, counted when their watch ends.");
        _conflated = _meter.CreateCounter<long>("audit.watch.conflated", "{state}", "States that slow readers skipped, counted when their watch ends.");
        _polls = _meter.CreateCounter<long>("audit.poll.completed", "{poll}", "Polls of followed audits, by outcome.");
        _saved = _meter.CreateCounter<long>("audit.upstream.saved", "{call}", "Calls to AWS that were not made, because one served many.");
        _refused = _meter.CreateCounter<long>("audit.calls.refused", "{call}", "Calls refused to their callers, by reason.");
        _limited = _meter.CreateCounter<long>("audit.connections.limited", "{connection}", "Connections refused or slowed, by the limit of their address.");
        _fanOut = _meter.CreateHistogram(
            "audit.watch.fanout.latency",
            "s",
            "From AWS's report of a changed state to its slowest write.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30] });
    }

    /// <summary>Adds what is measured when somebody looks.</summary>
    public void Observe(Func<int> openWatches, Func<TimeSpan> oldestState)
    {
        _meter.CreateObservableUpDownCounter("audit.watch.active", openWatches, "{watch}", "Watches that are open.");
        _meter.CreateObservableGauge("audit.state.age", () => oldestState().TotalSeconds, "s", "Age of the oldest state among followed audits.");
    }

    public void WatchStarted() => _started.Add(1);

    public void WatchEnded(Watch watch)
    {
        _ended.Add(1, KeyValuePair.Create<string, object?>("reason", watch.Outcome));
        _delivered.Add(watch.Delivered);
        _conflated.Add(watch.Conflated);
    }

    /// <param name="failure">What went wrong; nothing if the audit was reported.</param>
    public void Polled(AuditFailure? failure) =>
        _polls.Add(1, KeyValuePair.Create<string, object?>("outcome", failure is null ? "ok" : WordFor(failure.Reason)));

    public void Refused(ErrorReason reason) => _refused.Add(1, KeyValuePair.Create<string, object?>("reason", WordFor(reason)));

    /// <param name="limit">The setting of <c>Limits</c> that the connection's address is over.</param>
    public void Limited(string limit) => _limited.Add(1, KeyValuePair.Create<string, object?>("limit", limit));

    public void Saved(int calls) => _saved.Add(Math.Max(0, calls));

    public void FannedOut(TimeSpan slowest) => _fanOut.Record(slowest.TotalSeconds);

    private static string WordFor(ErrorReason reason) => ErrorStatus.NameOf(reason)["ERROR_REASON_".Length..].ToLowerInvariant();
}
