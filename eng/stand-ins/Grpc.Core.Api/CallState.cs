namespace Grpc.Core;

/// <summary>What all kinds of calls have; the functions share one state, so that they need no closures.</summary>
internal readonly struct CallState(
    Func<object, Task<Metadata>> responseHeadersAsync,
    Func<object, Status> getStatus,
    Func<object, Metadata> getTrailers,
    Action<object> dispose,
    object state)
{
    public CallState(Task<Metadata> responseHeadersAsync, Func<Status> getStatus, Func<Metadata> getTrailers, Action dispose)
        : this(_ => responseHeadersAsync, _ => getStatus(), _ => getTrailers(), _ => dispose(), "")
    {
    }

    public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync(state);

    public Status GetStatus() => getStatus(state);

    public Metadata GetTrailers() => getTrailers(state);

    public void Dispose() => dispose(state);
}
