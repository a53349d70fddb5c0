using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Faults;

/// <summary>Somebody sets this machine's clock: row 10 of docs/reliability.md.</summary>
public sealed class WallClockTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task Watch_TheWallClockJumps_NobodyNotices(int seconds)
    {
        await using var scene = await WatchScene.StartAsync("Watch:MaxPollInterval=00:00:02");
        var watch = await scene.WatchAsync();
        await scene.StepAsync(2);
        var reads = scene.Reads;

        scene.Time.SetWallClock(scene.Time.GetUtcNow().AddSeconds(seconds));
        await scene.AdvanceAsync(TimeSpan.FromSeconds(20));
        // What is due by the clock that nobody sets: a poll every two seconds, and a heartbeat.
        Assert.InRange(scene.Reads - reads, 8, 11);
        Assert.Contains(watch.History.Seen.Skip(2), seen => seen.IsHeartbeat);
        await scene.StepAsync(3);
        await scene.StepAsync(4);
        scene.Time.SetWallClock(scene.Time.GetUtcNow().AddSeconds(-2 * seconds));
        await scene.StepAsync(5);
        await scene.StepAsync(6, AuditWords.Completed);

        Assert.Equal(StatusCode.OK, (await watch.Ended).Code);
        Assert.Equal([1, 2, 3, 4, 5, 6], watch.History.States.Select(WatchScene.ProgressOf));
        // No observation is older than the last, nor as old.
        await scene.CheckAsync();
    }
}
