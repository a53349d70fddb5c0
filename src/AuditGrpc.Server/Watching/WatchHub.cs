using System.Collections.Concurrent;
using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Watching;

/// <summary>One poll for all who watch: finds or starts the poller of each audit, and has one clock for all watches.</summary>
internal sealed class WatchHub : IDisposable
{
    // Polls leave room in the budget for calls that ask about other audits.
    private const double ShareOfBudget = 0.8;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<AuditKey, AuditPoller> _pollers = new();
    // Those that poll no more, while somebody has yet to read how it ended: such a caller too is looked after until it has gone.
    private readonly ConcurrentDictionary<AuditPoller, bool> _ended = new();
    private readonly HostingOptions _hosting;
    private readonly Memory _memory;
    private readonly ITimer _clock;
    private readonly Lock _clockGate = new();
    private bool _clockRuns;
    private int _open;
    private volatile bool _isDraining;

    public WatchHub(
        WatchOptions options,
        HostingOptions hosting,
        Memory memory,
        AuditDescriber describer,
        AuditMetrics metrics,
        TimeProvider time,
        ILogger<WatchHub> logger)
    {
        Options = options;
        _hosting = hosting;
        _memory = memory;
        Describer = describer;
        Metrics = metrics;
        Time = time;
        Logger = logger;
        _clock = time.CreateTimer(_ => CheckTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        metrics.Observe(() => _open, OldestState);
        // Whoever asked: a caller who describes an audit and then watches it must not be shown an older state.
        describer.Observed += (key, snapshot) => _pollers.GetValueOrDefault(key)?.Publish(snapshot);
    }

    public WatchOptions Options { get; }

    public AuditDescriber Describer { get; }

    public AuditMetrics Metrics { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>The watches that are open.</summary>
    public int Open => _open;

    /// <summary>The audits that are polled.</summary>
    public int Pollers => _pollers.Count;

    /// <summary>Opens a watch; it is registered before anything is read, so that no state falls between.</summary>
    /// <param name="source">The source of the audit.</param>
    /// <param name="taskId">The audit.</param>
    /// <param name="knownEtag">The etag of the state that the caller has, or nothing.</param>
    /// <param name="abort">Resets the stream of a caller who does not read.</param>
    /// <param name="expires">When what the caller has shown expires, which ends the watch; nothing if it does not.</param>
    /// <exception cref="AuditFailure">This server has as many watches as it allows or has memory for, or is stopping.</exception>
    public Watch OpenWatch(Source source, string taskId, string knownEtag, Action abort, DateTimeOffset? expires = null)
    {
        if (Interlocked.Increment(ref _open) > Options.MaxWatches || _memory.IsShort())
        {
            throw AuditFailure.TooManyWatches(Math.Min(Interlocked.Decrement(ref _open), Options.MaxWatches));
        }

        var key = new AuditKey(source.Name, taskId);
        var terms = new WatchTerms(Options, _hosting.MaxWatchAge, expires, Time);
        while (true)
        {
            var poller = _pollers.GetOrAdd(key, _ => new AuditPoller(key, source, this));
            if (poller.TryJoin(terms, knownEtag, abort, out var watch))
            {
                Metrics.WatchStarted();
                RunClock();
                if (_isDraining)
                {
                    watch.End(AuditFailure.ServerShuttingDown());
                }

                return watch;
            }

            // It has ended, and is about to leave: the next one starts anew.
            Remove(poller);
        }
    }

    public void Closed(Watch watch)
    {
        Interlocked.Decrement(ref _open);
        Metrics.WatchEnded(watch);
    }

    /// <summary>A poller polls no more: the next watch of its audit starts another.</summary>
    public void Ended(AuditPoller poller, bool hasWatches)
    {
        if (hasWatches)
        {
            _ended.TryAdd(poller, true);
        }

        Remove(poller);
    }

    /// <summary>The last watch of a poller that has ended is gone.</summary>
    public void Forget(AuditPoller poller) => _ended.TryRemove(poller, out _);

    /// <summary>The interval that the source's budget allows, when all of its audits are polled as often: all slow down, and none starves.</summary>
    public TimeSpan Paced(TimeSpan interval, Source source)
    {
        var pollers = _pollers.Count(poller => poller.Key.Source == source.Name);
        var least = TimeSpan.FromSeconds(pollers / (source.DescribePerSecond * ShareOfBudget));
        return interval > least ? interval : least;
    }

    /// <summary>Ends every watch, present and to come, so that callers go elsewhere.</summary>
    public async Task DrainAsync()
    {
        _isDraining = true;
        ForEachWatch(watch => watch.End(AuditFailure.ServerShuttingDown()));
        for (var waited = TimeSpan.Zero; _open > 0 && waited < DrainTime; waited += DrainTime / 20)
        {
            await Task.Delay(DrainTime / 20, Time);
        }

        // Those who have not read until now would hold the shutdown up.
        ForEachWatch(watch => watch.Abort());
    }

    public void Dispose()
    {
        _clock.Dispose();
        // Without the clock they would poll for ever.
        foreach (var poller in _pollers.Values)
        {
            poller.Close();
        }
    }

    private void ForEachWatch(Action<Watch> action)
    {
        foreach (var poller in All())
        {
            poller.ForEachWatch(action);
        }
    }

    // In this order, because pollers move from the first to the second, and none may be missed.
    private IEnumerable<AuditPoller> All() => _pollers.Values.Concat(_ended.Keys);

    private void Remove(AuditPoller poller) => _pollers.TryRemove(KeyValuePair.Create(poller.Key, poller));

    private TimeSpan OldestState() =>
        _pollers.Values.Select(poller => poller.Latest).OfType<AuditSnapshot>().Select(latest => Time.GetElapsedTime(latest.Timestamp))
            .DefaultIfEmpty().Max();

    private void CheckTime()
    {
        foreach (var poller in All())
        {
            poller.CheckTime();
        }

        lock (_clockGate)
        {
            if (_pollers.IsEmpty && _ended.IsEmpty)
            {
                _clockRuns = false;
                _clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void RunClock()
    {
        lock (_clockGate)
        {
            if (!_clockRuns)
            {
                _clockRuns = true;
                var tick = WatchTerms.TickOf(Options);
                _clock.Change(tick, tick);
            }
        }
    }
}
