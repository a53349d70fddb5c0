using System.Runtime.CompilerServices;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client;

/// <summary>One watch, over as many calls as it takes.</summary>
internal sealed class ResumingWatch(
    AuditService.AuditServiceClient rpc,
    WatchAuditTaskRequest request,
    AuditClientOptions options,
    TimeProvider time,
    IProgress<WatchProgress>? progress)
{
    private readonly WatchedStates _states = new(request.KnownEtag);
    private readonly WatchBreaks _breaks = new(options);

    public async IAsyncEnumerable<AuditTask> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var opened = time.GetTimestamp();
            RpcException? broken;
            using (var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time))
            using (var gone = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken))
            using (var call = rpc.WatchAuditTask(request, cancellationToken: gone.Token))
            {
                while (true)
                {
                    silence.CancelAfter(options.SilenceTimeout);
                    (var message, broken) = await TryReadAsync(call.ResponseStream, silence.Token).ConfigureAwait(false);
                    // The time that the caller takes over a state is not the server's silence.
                    silence.CancelAfter(Timeout.InfiniteTimeSpan);
                    if (message is null)
                    {
                        break;
                    }

                    _breaks.MessageCame();
                    var news = _states.Take(message);
                    Report(broken: null);
                    if (news is not null)
                    {
                        yield return news;
                        if (news.IsTerminal())
                        {
                            yield break;
                        }
                    }
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            broken ??= new RpcException(new Status(StatusCode.Unavailable, "The server ended the watch before the audit had ended."));
            if (_breaks.DelayAfter(broken, time.GetElapsedTime(opened)) is not { } delay)
            {
                throw broken;
            }

            Report(broken);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            _states.Reconnect();
            request = new(request) { KnownEtag = _states.Etag };
        }
    }

    /// <summary>The next message; or why there is none, which is null if the server says that all is well.</summary>
    private async Task<(WatchAuditTaskResponse? Message, RpcException? Broken)> TryReadAsync(
        IAsyncStreamReader<WatchAuditTaskResponse> messages, CancellationToken silence)
    {
        try
        {
            return await messages.MoveNext(CancellationToken.None).ConfigureAwait(false) ? (messages.Current, null) : (null, null);
        }
        // A channel can be set to throw the latter.
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            return silence.IsCancellationRequested
                ? (null, new(new Status(StatusCode.Unavailable, $"The server was silent for {options.SilenceTimeout}.", exception)))
                : (null, exception as RpcException ?? new(new Status(StatusCode.Cancelled, exception.Message, exception)));
        }
    }

    private void Report(RpcException? broken) =>
        progress?.Report(new WatchProgress(_states.Observed?.ToDateTimeOffset(), _breaks.Count, broken));
}
