namespace Grpc.Core;

/// <summary>Connections to one target, over which call invokers make calls.</summary>
public abstract class ChannelBase(string target)
{
    private int _shutdown;

    public string Target { get; } = target ?? throw new ArgumentNullException(nameof(target));

    public abstract CallInvoker CreateCallInvoker();

    public Task ShutdownAsync() => Interlocked.Exchange(ref _shutdown, 1) == 0
        ? ShutdownAsyncCore()
        : throw new InvalidOperationException("The channel was shut down before.");

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
