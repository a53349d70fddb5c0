using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>However many watch, AWS sees one poll.</summary>
public sealed class SharedPollTests
{
    private const string Describe = "DescribeAuditTask";

    [Fact]
    public async Task Watch_1000CallersOfOneAudit_AllSeeItsEndAndCostOnePollForEachInterval()
    {
        // A connection holds 100 streams, so these are ten connections.
        await using var scene = await WatchScene.StartAsync("Watch:MinPollInterval=00:00:02", "Watch:MaxPollInterval=00:00:02");
        var watches = await scene.WatchAsync(1000);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(20));
        for (var progress = 2; progress < 10; progress++)
        {
            scene.Put(WatchScene.Audit, progress);
            // Nobody waits for anybody: who is late skips a state.
            await scene.PollAsync();
        }

        scene.Put(WatchScene.Audit, 10, AuditWords.Completed);
        await scene.PollAsync();
        var ends = await Task.WhenAll(watches.Select(watch => watch.Ended));

        Assert.All(ends, end => Assert.Equal(StatusCode.OK, end.Code));
        Assert.All(watches, watch => Assert.Equal(10, WatchScene.ProgressOf(watch.Last)));
        var seen = watches.Select(watch => watch.History.States.Select(WatchScene.ProgressOf).ToList()).ToList();
        Assert.All(seen, progress => Assert.Equal(progress.Distinct().Order(), progress));
        var times = scene.Server.Aws.Calls.Times(Describe);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 1.7, 2.4));
        Assert.Equal(0, scene.Hub.Open);
        await scene.CheckAsync();
        Assert.Equal(times.Count, scene.Reads);
    }

    [Fact]
    public async Task Watch_NothingChanges_IsPolledEverLess()
    {
        await using var scene = await WatchScene.StartAsync();
        await scene.WatchAsync();

        await scene.AdvanceAsync(TimeSpan.FromSeconds(90));
        var times = scene.Server.Aws.Calls.Times(Describe);
        var gaps = times.Zip(times.Skip(1), (earlier, later) => (later - earlier).TotalSeconds).ToList();
        await scene.StepAsync(2);
        var changed = scene.Time.GetUtcNow();
        await scene.PollAsync();

        double[] schedule = [2, 3, 4.5, 6.75, 10.1, 15, 15, 15];
        Assert.All(gaps.Zip(schedule), pair => Assert.InRange(pair.First, (pair.Second * 0.9) - 0.1, (pair.Second * 1.1) + 0.1));
        Assert.InRange(gaps.Count, 7, 9);
        Assert.InRange((scene.Time.GetUtcNow() - changed).TotalSeconds, 1.7, 2.4);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_CallerWhoComesLater_GetsTheStateAtOnceWithoutACall()
    {
        await using var scene = await WatchScene.StartAsync();
        await scene.WatchAsync();
        await scene.StepAsync(2);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(1.5));
        var reads = scene.Reads;

        var late = await scene.WatchAsync();

        Assert.Equal((2, reads), (WatchScene.ProgressOf(late.Last), scene.Reads));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Describe_OfAWatchedAudit_CostsNoCallWhileItsStateIsFresh()
    {
        await using var scene = await WatchScene.StartAsync("Describe:Freshness=00:00:02.5", "Watch:MaxPollInterval=00:00:02");
        await scene.WatchAsync();

        await scene.Server.DescribeAsync(WatchScene.Audit);
        Assert.Equal(1, scene.Reads);
        await scene.CheckAsync();
    }
}
