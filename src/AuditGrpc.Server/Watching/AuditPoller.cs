using System.Diagnostics.CodeAnalysis;
using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Watching;

/// <summary>Polls one audit for all who watch it, from the first who comes until it is finished or a while after the last has left.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without a timer or a wait handle holds nothing to release.")]
internal sealed class AuditPoller(AuditKey key, Source source, WatchHub hub)
{
    private readonly Lock _gate = new();
    private readonly List<Watch> _watches = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly PollSchedule _schedule = new(hub.Options);
    private volatile AuditSnapshot? _latest;
    private volatile AuditFailure? _failure;
    private bool _isRunning;
    private bool _hasEnded;
    private bool _wasUnreadable;
    private string? _polledEtag;
    private long _emptySince;

    public AuditKey Key => key;

    public SlowestWrite SlowestWrite { get; } = new(hub.Time, hub.Metrics.FannedOut);

    /// <summary>The last state that AWS reported; none before the first.</summary>
    public AuditSnapshot? Latest => _latest;

    /// <summary>Why no more states come, if the audit has not finished.</summary>
    public AuditFailure? Failure => _failure;

    /// <summary>The states that differed from the one before.</summary>
    public long Changes { get; private set; }

    /// <summary>Registers a watch, which then sees every state that comes; false if no more come.</summary>
    public bool TryJoin(WatchTerms terms, string knownEtag, Action abort, out Watch watch)
    {
        lock (_gate)
        {
            watch = new Watch(this, terms, knownEtag, abort) { Index = _watches.Count };
            if (_hasEnded)
            {
                return false;
            }

            _watches.Add(watch);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(RunAsync);
            }

            return true;
        }
    }

    public void Leave(Watch watch)
    {
        lock (_gate)
        {
            // The last one takes the place of the one that leaves.
            var last = _watches[^1];
            _watches[watch.Index] = last;
            last.Index = watch.Index;
            _watches.RemoveAt(_watches.Count - 1);
            _emptySince = hub.Time.GetTimestamp();
            if (_hasEnded && _watches.Count == 0)
            {
                hub.Forget(this);
            }
        }

        hub.Closed(watch);
    }

    /// <summary>Shows the watches a state, if it is newer than the one they see.</summary>
    public void Publish(AuditSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_hasEnded || snapshot == _latest || snapshot.Timestamp < _latest?.Timestamp)
            {
                return;
            }

            var changed = snapshot.Audit.Etag != _latest?.Audit.Etag;
            _latest = snapshot;
            if (changed)
            {
                Changes++;
                SlowestWrite.Report();
                _watches.ForEach(watch => watch.Wake());
            }

            if (snapshot.IsTerminal)
            {
                Stop();
            }
        }
    }

    /// <summary>Lets every watch look at the clock, and stops if none has come for a while.</summary>
    public void CheckTime()
    {
        lock (_gate)
        {
            _watches.ForEach(watch => watch.CheckTime());
            if (!_hasEnded && _watches.Count == 0 && hub.Time.GetElapsedTime(_emptySince) >= hub.Options.Linger)
            {
                Stop();
            }
        }
    }

    /// <summary>Polls no more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                Stop();
            }
        }
    }

    public void ForEachWatch(Action<Watch> action)
    {
        lock (_gate)
        {
            _watches.ForEach(action);
        }
    }

    private int WatchCount
    {
        get
        {
            lock (_gate)
            {
                return _watches.Count;
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await PollAsync() is { } interval)
            {
                var paced = PollSchedule.Jittered(hub.Paced(interval, source));
                await Task.Delay(paced, hub.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }

        SlowestWrite.Report();
    }

    /// <summary>Polls once; says when to poll next, or nothing if the watches end.</summary>
    private async Task<TimeSpan?> PollAsync()
    {
        try
        {
            var policy = _latest is null ? ReadPolicy.Opening : ReadPolicy.Poll;
            var snapshot = await hub.Describer.DescribeAsync(source, key.TaskId, policy, CancellationToken.None);
            hub.Metrics.Polled(failure: null);
            _wasUnreadable = false;
            Publish(snapshot);
            hub.Metrics.Saved(WatchCount - 1);
            var changed = snapshot.Audit.Etag != _polledEtag;
            _polledEtag = snapshot.Audit.Etag;
            return snapshot.IsTerminal ? null : changed ? _schedule.AfterChange() : _schedule.AfterNoChange();
        }
        catch (AuditFailure failure)
        {
            hub.Metrics.Polled(failure);
            return Absorb(failure);
        }
        catch (Exception bug)
        {
            hub.Logger.PollFailed(bug, key.TaskId, key.Source);
            End(AuditFailure.InvalidResponse(bug));
            return null;
        }
    }

    /// <summary>Goes on through what passes: the watches see only that their state grows older.</summary>
    private TimeSpan? Absorb(AuditFailure failure)
    {
        TimeSpan? next = failure.Reason switch
        {
            // Nothing to go on with: the watches end as a describe would, unless the audit is about to appear.
            _ when _latest is null => failure.IsNotThereYet ? _schedule.AfterChange() : null,
            ErrorReason.UpstreamThrottled => _schedule.AfterThrottling(),
            ErrorReason.UpstreamUnavailable when hub.Time.GetElapsedTime(_latest.Timestamp) < hub.Options.UpstreamPatience => _schedule.AfterFailure(),
            ErrorReason.UpstreamInvalidResponse when !_wasUnreadable => _schedule.AfterFailure(),
            _ => null,
        };
        _wasUnreadable = failure.Reason == ErrorReason.UpstreamInvalidResponse;
        if (next is null)
        {
            End(failure);
        }

        return next;
    }

    private void Stop()
    {
        _hasEnded = true;
        hub.Ended(this, hasWatches: _watches.Count > 0);
        // Not here and now: what it cancels would run on under the lock.
        _ = _stop.CancelAsync();
    }

    private void End(AuditFailure failure)
    {
        lock (_gate)
        {
            Stop();
            _failure = failure;
            _watches.ForEach(watch => watch.Wake());
        }
    }
}
