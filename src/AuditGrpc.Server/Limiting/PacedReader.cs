using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// Reads what a connection sends no faster than its pace. What was read is paid for before the next read, so that nothing has to be held
/// back: how much that is at a time is up to the reader's buffers, some KB.
/// </summary>
/// <param name="inner">What is read.</param>
/// <param name="pace">The pace, in bytes.</param>
/// <param name="slowed">Told of the first time that a read has to wait.</param>
internal sealed class PacedReader(PipeReader inner, Pace pace, TimeProvider time, Action slowed) : PipeReader
{
    private ReadOnlySequence<byte> _read;
    private long _goOnAt = pace.Take(0);
    private bool _isSlowed;
    private volatile TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan Wait => time.GetElapsedTime(time.GetTimestamp(), _goOnAt);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Wait is { Ticks: > 0 } wait ? WaitAndReadAsync(wait, cancellationToken) : ReadOnAsync(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        if (Wait > TimeSpan.Zero || !inner.TryRead(out result))
        {
            result = default;
            return false;
        }

        Note(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var length = _read.Slice(_read.Start, consumed).Length;
        _read = default;
        inner.AdvanceTo(consumed, examined);
        if (length > 0)
        {
            _goOnAt = pace.Take(length);
        }
    }

    public override void CancelPendingRead()
    {
        _canceled.TrySetResult();
        inner.CancelPendingRead();
    }

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAndReadAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!_isSlowed)
        {
            _isSlowed = true;
            slowed();
        }

        await _canceled.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Says too whether it was canceled.
        return await ReadOnAsync(cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadOnAsync(CancellationToken cancellationToken)
    {
        var result = await inner.ReadAsync(cancellationToken);
        Note(result);
        return result;
    }

    private void Note(ReadResult result)
    {
        _read = result.Buffer;
        if (result.IsCanceled)
        {
            _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
