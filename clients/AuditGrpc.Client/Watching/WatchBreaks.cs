using Grpc.Core;

namespace AuditGrpc.Client;

/// <summary>Decides whether a watch that broke is resumed, and when.</summary>
internal sealed class WatchBreaks(AuditClientOptions options)
{
    /// <summary>How often a watch is opened before its first message: as often as any other call is made.</summary>
    public const int OpeningAttempts = 4;

    private static readonly TimeSpan FirstOpeningDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxOpeningDelay = TimeSpan.FromSeconds(2);
    // Longer, because all the watches of a server that dies break at once.
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromHours(1);

    private bool _hasBegun;
    private bool _wasAccepted;
    private int _inARow;

    /// <summary>How many times the watch broke.</summary>
    public int Count { get; private set; }

    /// <summary>A message has come: the server has taken on the watch, so there is something to resume.</summary>
    public void MessageCame()
    {
        _inARow = _hasBegun ? _inARow : 0;
        _hasBegun = true;
        _wasAccepted = true;
    }

    /// <summary>How long to wait before the watch is resumed; null if it is not.</summary>
    /// <param name="broken">Why it broke.</param>
    /// <param name="lasted">How long it had held.</param>
    public TimeSpan? DelayAfter(RpcException broken, TimeSpan lasted)
    {
        var mayPass = MayPass(broken);
        _wasAccepted = false;
        if (!mayPass || (!_hasBegun && Count + 1 >= OpeningAttempts))
        {
            return null;
        }

        // By time, not by messages: a proxy that lets one message through and then breaks must not be called in a tight loop.
        _inARow = lasted > options.MaxReconnectDelay ? 0 : _inARow;
        var backoff = _hasBegun ? Backoff(FirstDelay, options.MaxReconnectDelay) : Backoff(FirstOpeningDelay, MaxOpeningDelay);
        _inARow++;
        Count++;
        var asked = Least(broken.RetryDelay() ?? TimeSpan.Zero, MaxRetryDelay);
        return backoff > asked ? backoff : asked;
    }

    private bool MayPass(RpcException broken) => broken.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.Cancelled => true,
        // A server or a limit that is full now may have room later. Before the watch has begun, that is for the caller to decide.
        StatusCode.ResourceExhausted => _hasBegun && broken.RetryDelay() is not null,
        // What the caller showed has expired since. The next call may show something newer; if it does not, that call is refused.
        StatusCode.Unauthenticated => _wasAccepted,
        // Not a status that the server sent: the HTTP/2 stream or connection broke. A server that aborts a call looks like this.
        _ => broken.Status.DebugException is IOException or { InnerException: IOException },
    };

    private TimeSpan Backoff(TimeSpan first, TimeSpan most) =>
        Least(first * Math.Pow(2, Math.Min(_inARow, 20)), most) * (1 - (0.5 * Random.Shared.NextDouble()));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
