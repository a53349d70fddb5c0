using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>A caller that writes down what it sees.</summary>
internal sealed class RecordedWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Seen> _seen = [];
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _mayRead = new();
    private readonly WatchAuditTaskRequest _request;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _openedAt;
    private readonly long _opened;
    private WatchEnd? _end;
    private Seen? _last;
    private Seen? _lastState;

    public RecordedWatch(
        AuditService.AuditServiceClient client,
        WatchAuditTaskRequest request,
        TimeProvider time,
        DateTime? deadline = null,
        bool reads = true)
    {
        _request = request;
        _time = time;
        _openedAt = time.GetUtcNow();
        _opened = time.GetTimestamp();
        if (reads)
        {
            ReadOn();
        }

        Ended = Task.Run(() => ReadAsync(client, deadline));
    }

    /// <summary>The watch's end, as its caller sees it.</summary>
    public Task<WatchEnd> Ended { get; }

    /// <summary>What the end said, if it was an error.</summary>
    public RpcException? Error { get; private set; }

    /// <summary>The last message.</summary>
    public Seen? Last => Volatile.Read(ref _last);

    /// <summary>The last message that was a state.</summary>
    public Seen? LastState => Volatile.Read(ref _lastState);

    /// <summary>How many messages there were.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _seen.Count;
            }
        }
    }

    public WatchHistory History
    {
        get
        {
            lock (_gate)
            {
                return new(_request.TaskId, _request.KnownEtag, _openedAt, [.. _seen], _end);
            }
        }
    }

    // A caller's own, which nobody sets.
    private DateTimeOffset Now => _openedAt + _time.GetElapsedTime(_opened);

    /// <summary>Whether the caller reads, and has heard nothing for some time.</summary>
    public bool IsSilentFor(TimeSpan time) =>
        _mayRead.Task.IsCompleted && !Ended.IsCompleted && Now - (Last?.At ?? _openedAt) > time;

    /// <summary>No promise of the contract was broken to any of these callers.</summary>
    public static void AssertPromisesKept(IEnumerable<RecordedWatch> watches)
    {
        var broken = HistoryChecker.Check([.. watches.Select(watch => watch.History)]);
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken.Take(10).Prepend($"{broken.Count} promises were broken:")));
    }

    /// <summary>Lets a caller that does not read, read.</summary>
    public void ReadOn() => _mayRead.TrySetResult();

    public void Cancel() => _cancel.Cancel();

    /// <summary>Waits for a message, past or to come.</summary>
    public async Task<Seen> SawAsync(Predicate<Seen> wanted)
    {
        await Eventually.TrueAsync(() => Ended.IsCompleted || Find() is not null, "the watch saw the message that was wanted, or ended");
        return Find() ?? throw new InvalidOperationException($"The watch ended before the message that was wanted: {History}");

        Seen? Find()
        {
            lock (_gate)
            {
                return _seen.Find(wanted);
            }
        }
    }

    public void Dispose() => _cancel.Dispose();

    private async Task<WatchEnd> ReadAsync(AuditService.AuditServiceClient client, DateTime? deadline)
    {
        StatusCode code;
        try
        {
            using var call = client.WatchAuditTask(_request, deadline: deadline, cancellationToken: _cancel.Token);
            await call.ResponseHeadersAsync;
            await _mayRead.Task;
            await foreach (var message in call.ResponseStream.ReadAllAsync())
            {
                var seen = new Seen(
                    Now,
                    message.ObserveTime?.ToDateTimeOffset(),
                    message.AuditTask,
                    message.EventCase == WatchAuditTaskResponse.EventOneofCase.Heartbeat);
                lock (_gate)
                {
                    _seen.Add(seen);
                    _last = seen;
                    _lastState = seen.State is null ? _lastState : seen;
                }
            }

            code = call.GetStatus().StatusCode;
        }
        catch (RpcException error)
        {
            Error = error;
            // When a hundred streams of a connection are canceled at once, HttpClient may close it, and calls it something else.
            code = _cancel.IsCancellationRequested ? StatusCode.Cancelled : error.StatusCode;
        }

        var reason = Error?.Trailers.Get("grpc-status-details-bin") is null ? (ErrorReason?)null : new ErrorDetails(Error).Reason;
        var end = new WatchEnd(Now, code, reason, Error?.Status.Detail ?? "");
        lock (_gate)
        {
            return _end = end;
        }
    }
}
