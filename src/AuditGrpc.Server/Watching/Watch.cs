using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Watching;

/// <summary>
/// One caller's place at an audit. It holds no queue: what the caller gets next is the newest state, whenever it comes round to
/// taking it, so a slow reader skips to the latest and the last state cannot be lost.
/// </summary>
internal sealed class Watch(AuditPoller poller, WatchTerms terms, string knownEtag, Action abort) : IDisposable
{
    private const long NotWriting = long.MinValue;

    private readonly Lock _callGate = new();
    private readonly Signal _signal = new();
    private readonly long _openedAt = terms.Now;
    private string _sentEtag = knownEtag;
    private long _sentAt = terms.Now;
    private long _writingSince = NotWriting;
    private long _sentChange;
    private bool _heartbeatIsDue;
    private bool _hasSent;
    private bool _hasLeft;
    private AuditFailure? _end;

    /// <summary>Where the poller keeps this watch in its list.</summary>
    public int Index { get; set; }

    /// <summary>When the caller gives up, if it said so.</summary>
    public DateTime Deadline { get; set; } = DateTime.MaxValue;

    /// <summary>The states that were sent.</summary>
    public int Delivered { get; private set; }

    /// <summary>The states that were not sent, because a newer one was there before the caller had read the one before.</summary>
    public long Conflated { get; private set; }

    /// <summary>Why the watch ended: one of a few words, for counting.</summary>
    public string Outcome { get; private set; } = WatchOutcome.Client;

    /// <summary>Waits for what is to be sent next: the newest state, or a heartbeat.</summary>
    /// <exception cref="AuditFailure">The watch ends.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public async ValueTask<WatchEvent> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(out var taken))
            {
                return taken;
            }

            await _signal.WaitAsync();
        }
    }

    /// <summary>Something may be there to take.</summary>
    public void Wake() => _signal.Wake();

    /// <summary>Ends the watch, once the caller has what is newest.</summary>
    public void End(AuditFailure failure)
    {
        Interlocked.CompareExchange(ref _end, failure, null);
        Wake();
    }

    public void WriteBegins() => Volatile.Write(ref _writingSince, terms.Now);

    public void WriteEnded(WatchEvent written)
    {
        Volatile.Write(ref _sentAt, terms.Now);
        Volatile.Write(ref _writingSince, NotWriting);
        if (!written.IsHeartbeat)
        {
            Delivered++;
            if (!written.IsFirst)
            {
                poller.SlowestWrite.Written(written.Snapshot.Timestamp);
            }

            Outcome = written.IsLast ? WatchOutcome.Terminal : Outcome;
        }
    }

    /// <summary>Looks at the clock: is a heartbeat due, is the caller not reading, has the watch become too old?</summary>
    public void CheckTime()
    {
        if (Volatile.Read(ref _writingSince) is var since and not NotWriting)
        {
            if (terms.IsStalled(since))
            {
                Abort();
            }
        }
        else if (terms.HasExpired())
        {
            End(AuditFailure.CredentialExpired());
        }
        else if (terms.IsTooOld(_openedAt))
        {
            End(AuditFailure.WatchExpired());
        }
        else if (terms.IsSilent(Volatile.Read(ref _sentAt)))
        {
            Volatile.Write(ref _heartbeatIsDue, true);
            Wake();
        }
    }

    /// <summary>Resets the stream: nothing can be said to a caller who does not read.</summary>
    public void Abort()
    {
        Outcome = WatchOutcome.Stalled;
        // Elsewhere, because what this cancels may run here, under the poller's lock.
        ThreadPool.UnsafeQueueUserWorkItem(static watch => watch.AbortCall(), this, preferLocal: false);
    }

    public void Dispose()
    {
        lock (_callGate)
        {
            if (_hasLeft)
            {
                return;
            }

            _hasLeft = true;
        }

        Outcome = Outcome == WatchOutcome.Client && terms.IsOver(Deadline) ? WatchOutcome.Deadline : Outcome;
        poller.Leave(this);
    }

    private void AbortCall()
    {
        lock (_callGate)
        {
            // A call that has ended must not be touched: it is disposed of, or another caller's by now.
            if (!_hasLeft)
            {
                abort();
            }
        }
    }

    private bool TryTake(out WatchEvent taken)
    {
        // The end is read before the state, so that the state which came before the end is seen too.
        var end = Volatile.Read(ref _end) ?? poller.Failure;
        if (poller.Latest is { } latest)
        {
            // A finished audit is sent even to a caller who knows it: OK never comes without it.
            if (latest.Audit.Etag != _sentEtag || (latest.IsTerminal && !_hasSent))
            {
                taken = Take(latest, isHeartbeat: false);
                return true;
            }

            if (end is null && (!_hasSent || Volatile.Read(ref _heartbeatIsDue)))
            {
                taken = Take(latest, isHeartbeat: true);
                return true;
            }
        }

        taken = default;
        if (end is null)
        {
            return false;
        }

        Outcome = WatchOutcome.Of(end.Reason);
        throw end;
    }

    private WatchEvent Take(AuditSnapshot latest, bool isHeartbeat)
    {
        var taken = new WatchEvent(latest, isHeartbeat, IsFirst: !_hasSent);
        var change = poller.Changes;
        Conflated += _hasSent && !isHeartbeat ? Math.Max(0, change - _sentChange - 1) : 0;
        _sentChange = change;
        _sentEtag = latest.Audit.Etag;
        _hasSent = true;
        Volatile.Write(ref _heartbeatIsDue, false);
        return taken;
    }
}
