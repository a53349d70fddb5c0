using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>What a watch leaves behind when it ends otherwise than with OK: nothing.</summary>
public sealed class WatchEndTests
{
    [Fact]
    public async Task Watch_CallerCancels_FreesItsPlace()
    {
        await using var scene = await WatchScene.StartAsync();
        var leaving = await scene.WatchAsync();
        var staying = await scene.WatchAsync();

        leaving.Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 1);
        await leaving.Ended;
        await scene.StepAsync(2);

        Assert.Equal(StatusCode.Cancelled, (await leaving.Ended).Code);
        Assert.Equal(2, WatchScene.ProgressOf(staying.Last));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_CallerCancelsBeforeTheFirstMessage_FreesItsPlace()
    {
        await using var scene = await WatchScene.StartAsync("Upstream:AttemptTimeout=00:00:01", "Upstream:Attempts=1");
        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Hang, Calls = 1 });
        var watch = scene.Open();
        await Eventually.TrueAsync(() => scene.Hub.Open == 1 && scene.Reads == 1);

        watch.Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 0);

        Assert.Equal(StatusCode.Cancelled, (await watch.Ended).Code);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_CallersDeadlinePasses_FreesItsPlace()
    {
        await using var scene = await WatchScene.StartAsync();

        var watch = scene.Open(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300));

        Assert.Equal(StatusCode.DeadlineExceeded, (await watch.Ended).Code);
        await Eventually.TrueAsync(() => scene.Hub.Open == 0);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_ReachesMaxWatchAge_EndsToBeResumed()
    {
        await using var scene = await WatchScene.StartAsync("Hosting:MaxWatchAge=00:02:00");
        var watch = await scene.WatchAsync();

        await scene.AdvanceAsync(TimeSpan.FromSeconds(100));
        Assert.False(watch.Ended.IsCompleted);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(35));

        var end = await watch.Ended;
        Assert.Equal((StatusCode.Unavailable, ErrorReason.WatchExpired), (end.Code, end.Reason));
        Assert.InRange(new ErrorDetails(watch.Error!).Retry!.RetryDelay.ToTimeSpan().TotalSeconds, 0, 2);
        var resumed = await scene.WatchAsync(knownEtag: watch.History.States.Last().State!.Etag);
        Assert.True(resumed.Last!.IsHeartbeat);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_CallerComesBackBeforeLongAfterTheLastHasLeft_FindsThePoller()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        watch.Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 0);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(9));
        var reads = scene.Reads;

        var resumed = await scene.WatchAsync();

        Assert.Equal(reads, scene.Reads);
        Assert.Equal(1, WatchScene.ProgressOf(resumed.Last));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_LastHasLeftForLong_PollsNoMore()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        watch.Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 0);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(12));
        await Eventually.TrueAsync(() => scene.Hub.Pollers == 0 && scene.Time.Waiting == 0);
        var reads = scene.Reads;

        await scene.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((0, 0), (scene.Hub.Pollers, scene.Time.Waiting));
        // One may have been on its way.
        Assert.InRange(scene.Reads - reads, 0, 1);
    }
}
