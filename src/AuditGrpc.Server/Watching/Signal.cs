using System.Threading.Tasks.Sources;

namespace AuditGrpc.Server.Watching;

/// <summary>
/// Wakes one waiter, and remembers a wake that came while nobody waited. Waiting costs no allocation: there is one of these for
/// every watch, and a watch waits nearly always.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private const int Unset = 0;
    private const int Waiting = 1;
    private const int Set = 2;

    // Continuations run elsewhere, because one caller wakes ten thousand waiters in a row.
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private int _state;

    /// <summary>Completes at the next wake, or at once if there was one since the last wait. For one waiter at a time.</summary>
    public ValueTask WaitAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Waiting, Unset) == Unset)
        {
            return new ValueTask(this, _source.Version);
        }

        Unsignal();
        return ValueTask.CompletedTask;
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, Set) == Waiting)
        {
            _source.SetResult(true);
        }
    }

    void IValueTaskSource.GetResult(short token)
    {
        _source.GetResult(token);
        _source.Reset();
        Unsignal();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    // What was signaled up to here is seen by the waiter, who looks only now: exchanged, not written, because a processor may let
    // a read overtake a write, and the waiter would miss what the last wake was for.
    private void Unsignal() => Interlocked.Exchange(ref _state, Unset);
}
