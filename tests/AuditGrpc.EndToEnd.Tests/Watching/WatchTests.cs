using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>A watch's life: what comes first, what comes next, and what ends it.</summary>
public sealed class WatchTests
{
    [Theory]
    [InlineData(AuditWords.Completed)]
    [InlineData(AuditWords.Failed)]
    [InlineData(AuditWords.Canceled)]
    public async Task Watch_AuditFinishes_SendsEachStateAndEndsWithOk(string status)
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();

        await scene.StepAsync(2);
        await scene.StepAsync(3);
        await scene.StepAsync(4, status);

        Assert.Equal(StatusCode.OK, (await watch.Ended).Code);
        Assert.Equal([1, 2, 3, 4], watch.History.Seen.Select(WatchScene.ProgressOf));
        Assert.True(watch.Last!.IsTerminal);
        await scene.CheckAsync();
    }

    [Theory]
    [InlineData(SimulatedAudits.Documented)]
    [InlineData(SimulatedAudits.Failed)]
    [InlineData(SimulatedAudits.Canceled)]
    public async Task Watch_FinishedAudit_SendsItAndEndsWithOk(string taskId)
    {
        await using var scene = await WatchScene.StartAsync();

        var watch = await scene.WatchAsync(taskId);

        Assert.Equal(StatusCode.OK, (await watch.Ended).Code);
        Assert.True(Assert.Single(watch.History.Seen).IsTerminal);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_FinishedAuditThatIsKept_CostsNoCall()
    {
        await using var scene = await WatchScene.StartAsync();
        var audit = await scene.Server.DescribeAsync(SimulatedAudits.Documented);

        var watch = await scene.WatchAsync(SimulatedAudits.Documented);
        var knowing = await scene.WatchAsync(SimulatedAudits.Documented, audit.Etag);

        Assert.Equal(audit, Assert.Single(watch.History.Seen).State);
        Assert.Equal(audit, Assert.Single(knowing.History.Seen).State);
        Assert.Equal(1, scene.Reads);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_KnownStateIsCurrent_BeginsWithAHeartbeat()
    {
        await using var scene = await WatchScene.StartAsync();
        var known = await scene.Server.DescribeAsync(WatchScene.Audit);

        var watch = await scene.WatchAsync(knownEtag: known.Etag);
        await scene.StepAsync(2);

        Assert.Equal([true, false], watch.History.Seen.Select(seen => seen.IsHeartbeat));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_KnownStateIsAnother_BeginsWithTheCurrent()
    {
        await using var scene = await WatchScene.StartAsync();
        var first = await scene.WatchAsync();
        var stale = first.Last!.State!.Etag;
        await scene.StepAsync(2);

        var resumed = await scene.WatchAsync(knownEtag: stale);
        var confused = await scene.WatchAsync(knownEtag: new string('x', 1000));

        Assert.Equal((2, 2), (WatchScene.ProgressOf(resumed.Last), WatchScene.ProgressOf(confused.Last)));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_NothingChanges_SendsHeartbeatsThatTellWhenAwsWasRead()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();

        await scene.AdvanceAsync(TimeSpan.FromMinutes(1));

        var seen = watch.History.Seen;
        Assert.InRange(seen.Count, 4, 6);
        Assert.All(seen.Skip(1), heartbeat => Assert.True(heartbeat.IsHeartbeat));
        // Time may have moved on by a little when a message arrives.
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.InRange((pair.Second.At - pair.First.At).TotalSeconds, 8, 20.2));
        Assert.Equal(seen.Count, seen.Select(one => one.ObserveTime).Distinct().Count());
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_StateCameALittleBefore_TheHeartbeatWaits()
    {
        await using var scene = await WatchScene.StartAsync("Watch:MinPollInterval=00:00:02", "Watch:MaxPollInterval=00:00:02");
        var watch = await scene.WatchAsync();
        await scene.AdvanceAsync(TimeSpan.FromSeconds(8));
        await scene.StepAsync(2);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(8));

        Assert.DoesNotContain(watch.History.Seen, seen => seen.IsHeartbeat);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_CallerReadsSlowly_SkipsToTheLatestAndGetsTheLast()
    {
        const int Changes = 60;
        await using var scene = await WatchScene.StartAsync(
            "Watch:MinPollInterval=00:00:00.1", "Watch:MaxPollInterval=00:00:00.1", "Describe:Freshness=00:00:00");
        // Larger than what streams and connections buffer.
        var text = new string('x', 20_000);
        scene.Put(WatchScene.Audit, 1, text: text);
        var quick = await scene.WatchAsync();
        var slow = scene.Open(reads: false);
        await Eventually.TrueAsync(() => scene.Hub.Open == 2);

        for (var change = 2; change <= Changes; change++)
        {
            scene.Put(WatchScene.Audit, change, change == Changes ? AuditWords.Completed : AuditWords.InProgress, text);
            await scene.PollAsync();
            await quick.SawAsync(seen => WatchScene.ProgressOf(seen) == change);
        }

        slow.ReadOn();

        Assert.Equal((StatusCode.OK, StatusCode.OK), ((await quick.Ended).Code, (await slow.Ended).Code));
        Assert.Equal(Changes, quick.History.Seen.Count);
        Assert.InRange(slow.History.Seen.Count, 2, Changes / 2);
        Assert.True(slow.Last!.IsTerminal);
        await Eventually.TrueAsync(() => scene.Measured.Sum("audit.watch.ended") == 2);
        Assert.Equal(Changes - slow.History.Seen.Count, scene.Measured.Sum("audit.watch.conflated"));
        await scene.CheckAsync();
    }
}
