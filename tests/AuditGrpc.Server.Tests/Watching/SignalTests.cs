using AuditGrpc.Server.Watching;

namespace AuditGrpc.Server.Tests.Watching;

public sealed class SignalTests
{
    private readonly Signal _signal = new();

    [Fact]
    public void Wait_NoWake_Waits() => Assert.False(_signal.WaitAsync().AsTask().IsCompleted);

    [Fact]
    public async Task Wait_WokenBefore_CompletesAtOnceAndOnce()
    {
        _signal.Wake();
        _signal.Wake();

        Assert.True(_signal.WaitAsync().AsTask().IsCompletedSuccessfully);
        var second = _signal.WaitAsync().AsTask();
        Assert.False(second.IsCompleted);
        _signal.Wake();
        await second;
    }

    [Fact]
    public async Task Wait_WokenWhileWaiting_Completes()
    {
        for (var i = 0; i < 3; i++)
        {
            var wait = _signal.WaitAsync().AsTask();
            _signal.Wake();
            await wait;
        }
    }

    [Fact]
    public async Task Wake_FromManyThreads_LosesNoChange()
    {
        // The waiter must see the last of the numbers, however the wakes fall together.
        const int Last = 200_000;
        var number = 0;
        var waiter = Task.Run(async () =>
        {
            while (Volatile.Read(ref number) < Last)
            {
                await _signal.WaitAsync();
            }
        });

        Parallel.For(0, Last, _ =>
        {
            Interlocked.Increment(ref number);
            _signal.Wake();
        });

        await waiter.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
