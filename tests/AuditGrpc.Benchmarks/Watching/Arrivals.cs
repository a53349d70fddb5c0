namespace AuditGrpc.Benchmarks.Watching;

/// <summary>One event after another, that each of many watchers is told of once: knows how long it took to the last of them.</summary>
internal sealed class Arrivals
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private TaskCompletionSource<TimeSpan> _slowest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _watchers;
    private int _missing;
    private long _slowestTicks;

    /// <summary>Expects an event that so many watchers are told of.</summary>
    public void Expect(int watchers)
    {
        _watchers = watchers;
        ExpectNext();
    }

    /// <summary>Expects another that as many are told of.</summary>
    public void ExpectNext()
    {
        _slowest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _slowestTicks = 0;
        Volatile.Write(ref _missing, _watchers);
    }

    /// <summary>The time from the event to the last watcher that was told of it.</summary>
    public Task<TimeSpan> SlowestAsync() => _slowest.Task.WaitAsync(Limit);

    /// <summary>A watcher was told.</summary>
    /// <param name="eventTime">When the event was, on this machine's clock.</param>
    public void Add(DateTimeOffset eventTime)
    {
        var took = (TimeProvider.System.GetUtcNow() - eventTime).Ticks;
        var slowest = Volatile.Read(ref _slowestTicks);
        while (took > slowest && Interlocked.CompareExchange(ref _slowestTicks, took, slowest) is var seen && seen != slowest)
        {
            slowest = seen;
        }

        switch (Interlocked.Decrement(ref _missing))
        {
            case 0:
                _slowest.TrySetResult(TimeSpan.FromTicks(_slowestTicks));
                break;
            case < 0:
                Fail(new InvalidOperationException("A watcher was told of an event twice."));
                break;
        }
    }

    public void Fail(Exception failure) => _slowest.TrySetException(failure);
}
