using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>What operators see of watches.</summary>
public sealed class WatchMetricsTests
{
    [Fact]
    public async Task Watches_OfEveryFate_AreCounted()
    {
        await using var scene = await WatchScene.StartAsync();
        var watches = await scene.WatchAsync(4);
        Assert.Equal(4, scene.Measured.Observe("audit.watch.active"));

        watches[0].Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 3);
        await watches[0].Ended;
        await scene.StepAsync(2);
        await scene.WatchAsync("nowhere");
        await scene.StepAsync(3, AuditWords.Completed);
        await Eventually.TrueAsync(() => scene.Measured.Sum("audit.watch.ended") == 5);

        Assert.Equal(5, scene.Measured.Sum("audit.watch.started"));
        Assert.Equal(3, scene.Measured.Sum("audit.watch.ended", "terminal"));
        Assert.Equal(1, scene.Measured.Sum("audit.watch.ended", "client"));
        Assert.Equal(1, scene.Measured.Sum("audit.watch.ended", "not_found"));
        Assert.Equal(1 + (3 * 3), scene.Measured.Sum("audit.watch.delivered"));
        Assert.Equal(0, scene.Measured.Sum("audit.watch.conflated"));
        Assert.Equal(0, scene.Measured.Observe("audit.watch.active"));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Polls_AndWhatTheySave_AreCounted()
    {
        await using var scene = await WatchScene.StartAsync();
        await scene.WatchAsync(10);
        var saved = scene.Measured.Sum("audit.upstream.saved");
        await scene.PollAsync();
        Assert.Equal(9, scene.Measured.Sum("audit.upstream.saved") - saved);

        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle, Calls = 1 });
        await scene.PollAsync();
        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Drop, Calls = 1 });
        await scene.PollAsync();
        Assert.True(scene.Measured.Observe("audit.state.age") > 3, "the state has grown old");
        await scene.StepAsync(2);
        await scene.StepAsync(3, AuditWords.Canceled);

        Assert.Equal(4, scene.Measured.Sum("audit.poll.completed", "ok"));
        Assert.Equal(1, scene.Measured.Sum("audit.poll.completed", "upstream_throttled"));
        Assert.Equal(1, scene.Measured.Sum("audit.poll.completed", "upstream_unavailable"));
        Assert.Equal(0, scene.Measured.Observe("audit.state.age"));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Tags_OfAllInstruments_HoldNoAuditId()
    {
        await using var scene = await WatchScene.StartAsync();
        await scene.WatchAsync(3);
        await scene.WatchAsync("nowhere");
        await scene.WatchAsync(SimulatedAudits.Documented);
        await scene.StepAsync(2, AuditWords.Completed);
        await scene.CheckAsync();
        scene.Measured.Observe("audit.watch.active");

        string[] ids = [WatchScene.Audit, "nowhere", SimulatedAudits.Documented];
        Assert.NotEmpty(scene.Measured.TagValues);
        Assert.DoesNotContain(scene.Measured.TagValues, value => ids.Contains(value));
    }
}
