using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>Many audits are watched at once: AWS's quota holds, and every audit is still polled. In real time, as the budget is.</summary>
public sealed class BudgetTests
{
    private static readonly TimeSpan AlreadyRunning = TimeSpan.FromMinutes(2);

    // It has begun to count, and has enough to count that every poll finds a change.
    private static readonly AuditScript Script = new()
    {
        Duration = TimeSpan.FromMinutes(4),
        Checks = new Dictionary<string, CheckState> { ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(1_000_000_000) },
    };

    [Theory]
    [InlineData(10, 100, 20, 5)]
    [InlineData(200, 2, 100, 3)]
    public async Task Watch_ManyAudits_AllArePolledAlikeWithinTheBudget(int audits, int watchesOfEach, int perSecond, int states)
    {
        // The budget is 80 % of the quota, which the simulator holds as AWS does.
        var quota = perSecond * 1.25;
        await using var server = await RunningServer.StartAsync(
            TimeProvider.System,
            new SimulatorOptions { RateLimitScale = quota / 25.0 },
            $"Sources:default:DescribePerSecond={perSecond}",
            "Watch:MinPollInterval=00:00:00.1",
            "Watch:MaxPollInterval=00:00:00.1");
        using var measured = new Measurements(server);
        var ids = Enumerable.Range(0, audits).Select(number => $"audit-{number}").ToList();
        ids.ForEach(id => server.Aws.Audits.Run(id, Script, AlreadyRunning));

        var began = TimeProvider.System.GetTimestamp();
        var watches = ids.SelectMany(id => Enumerable.Repeat(id, watchesOfEach)).Select(id => new RecordedWatch(
            server.Client, new WatchAuditTaskRequest { TaskId = id }, TimeProvider.System)).ToList();
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Count >= states || watch.Ended.IsCompleted));
        var calls = server.Aws.Calls.Of("DescribeAuditTask");
        var budget = (perSecond * TimeProvider.System.GetElapsedTime(began).TotalSeconds) + (quota - perSecond);
        var counts = watches.Select(watch => watch.Count).ToList();
        Assert.DoesNotContain(watches, watch => watch.Ended.IsCompleted);
        watches.ForEach(watch => watch.Cancel());
        await Task.WhenAll(watches.Select(watch => watch.Ended));

        Assert.Equal(0, measured.Sum("audit.poll.completed", "upstream_throttled"));
        Assert.InRange(calls, audits * (states - 1), budget);
        // Evenly: none is polled twice as often as another, but for the first, which waits for its turn.
        Assert.InRange(counts.Min(), states, counts.Max());
        Assert.InRange(counts.Max(), states, 2 * (states + 1));
        RecordedWatch.AssertPromisesKept(watches);
        Assert.True(measured.Count("audit.watch.fanout.latency") >= audits, "each changed state's slowest write is measured");
        await Eventually.TrueAsync(() => measured.Observe("audit.watch.active") == 0);
        watches.ForEach(watch => watch.Dispose());
    }
}
