using System.Collections.Concurrent;

namespace AuditGrpc.Client.Tests;

/// <summary>A clock that jumps over the delays between calls, and on which silence lasts too long only when a test says so.</summary>
internal sealed class WatchTime(TimeSpan silence) : TimeProvider
{
    private readonly ConcurrentDictionary<WatchTimer, bool> _listening = new();
    private readonly TimeSpan _silence = silence;
    private long _ticks;

    /// <summary>The delays that were jumped over, in order.</summary>
    public ConcurrentQueue<TimeSpan> Delays { get; } = new();

    /// <summary>How many timers wait for a message.</summary>
    public int Listening => _listening.Count;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <summary>The server has been silent for as long as the client bears it.</summary>
    public void LetSilenceLast()
    {
        Advance(_silence);
        foreach (var timer in _listening.Keys)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class WatchTimer(WatchTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == time._silence)
            {
                time._listening[this] = true;
                return true;
            }

            time._listening.TryRemove(this, out _);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.Delays.Enqueue(dueTime);
                time.Advance(dueTime);
                ThreadPool.QueueUserWorkItem(_ => Fire());
            }

            return true;
        }

        public void Dispose() => time._listening.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
