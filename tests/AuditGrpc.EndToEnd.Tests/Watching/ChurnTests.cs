using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.EndToEnd.Tests.Watching;

public sealed class ChurnTests
{
    [Fact]
    public async Task Watch_ThousandsOpenedAndCanceled_LeaveNothing()
    {
        await using var scene = await WatchScene.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            var watches = Enumerable.Range(0, 2000).Select(_ => scene.Open()).ToList();
            // Half of them leave as soon as the first have been heard from, the others when they have all been.
            await Eventually.TrueAsync(() => watches.Exists(watch => watch.Last is not null));
            watches.Take(1000).ToList().ForEach(watch => watch.Cancel());
            await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null || watch.Ended.IsCompleted));
            watches.ForEach(watch => watch.Cancel());
            await Eventually.TrueAsync(() => scene.Hub.Open == 0);
            await scene.AdvanceAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(1, scene.Hub.Pollers);
        Assert.Equal(scene.Measured.Sum("audit.watch.started"), scene.Measured.Sum("audit.watch.ended"));
        await scene.CheckAsync();
        Assert.Equal(0, scene.Measured.Observe("audit.watch.active"));
    }
}
