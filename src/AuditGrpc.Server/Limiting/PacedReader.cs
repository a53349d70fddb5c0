using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// Reads what a connection sends no faster than its pace, a portion at a time: what was read is paid for before the next portion, and
/// the connection itself costs as much as one. A connection that has had to wait for each portion for too long, and always had more to
/// say, is given up.
/// </summary>
/// <param name="inner">What is read.</param>
/// <param name="pace">The pace, in bytes.</param>
/// <param name="slowed">Told of the first time that a read has to wait.</param>
/// <param name="givenUp">Told when the connection is given up.</param>
internal sealed class PacedReader(PipeReader inner, Pace pace, TimeProvider time, Action slowed, Action givenUp) : PipeReader
{
    /// <summary>How much is read at once when it had to wait, in bytes: the less, the less one address' flood holds up all others' calls.</summary>
    public const int Portion = 4 * 1024;

    // And when it had not: what a caller asks at once should not have to be taken to pieces.
    private const int PortionInTime = 4 * Portion;

    /// <summary>How long a connection may be over its pace without a pause.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ReadOnlySequence<byte> _read;
    private long _goOnAt = pace.Take(Portion);
    private long? _slowedAt;
    private bool _isSlowed;
    private bool _needsMore;
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

        result = Note(result, PortionInTime);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var length = _read.Slice(_read.Start, consumed).Length;
        // Whoever takes nothing of a portion has to be shown more.
        _needsMore = length == 0;
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

        _slowedAt ??= time.GetTimestamp();
        if (time.GetElapsedTime(_slowedAt.Value) + wait > Patience)
        {
            givenUp();
            throw new ConnectionAbortedException("The connection was over its pace for too long.");
        }

        await _canceled.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Says too whether it was canceled.
        return Note(await inner.ReadAsync(cancellationToken), Portion);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReadOnAsync(CancellationToken cancellationToken)
    {
        _slowedAt = null;
        return Note(await inner.ReadAsync(cancellationToken), PortionInTime);
    }

    private ReadResult Note(ReadResult result, int most)
    {
        if (result.IsCanceled)
        {
            _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _read = result.Buffer;
        if (_read.Length < Portion)
        {
            // It has nothing more to say.
            _slowedAt = null;
        }

        if (_needsMore || _read.Length <= most)
        {
            return result;
        }

        _read = _read.Slice(0, most);
        return new ReadResult(_read, result.IsCanceled, isCompleted: false);
    }
}
