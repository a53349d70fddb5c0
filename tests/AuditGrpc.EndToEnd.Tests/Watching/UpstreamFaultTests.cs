using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>AWS fails while audits are watched: what passes is absorbed, what does not ends the watch with its reason.</summary>
public sealed class UpstreamFaultTests
{
    private static readonly Fault Failing = new() { Kind = FaultKind.Error, Status = 500, Code = "InternalFailureException" };
    private static readonly Fault Throttling = new() { Kind = FaultKind.Throttle };
    private static readonly Fault Unreadable = new() { Kind = FaultKind.Truncated };

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.Drop)]
    public async Task Watch_AwsFailsForAMinuteAndAHalf_IsAbsorbed(FaultKind kind)
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        var observed = watch.Last!.ObserveTime;
        scene.Server.Aws.Faults.Inject(new Fault { Kind = kind });
        scene.Put(WatchScene.Audit, 2);
        var reads = scene.Reads;

        await scene.AdvanceAsync(TimeSpan.FromSeconds(90));
        var duringFault = scene.Reads - reads;
        scene.Server.Aws.Faults.Clear();
        await scene.PollAsync();
        var recovered = await watch.SawAsync(seen => WatchScene.ProgressOf(seen) == 2);

        // 2 s, 4 s, 8 s, then 15 s, or ever more if AWS is throttling.
        Assert.InRange(duringFault, kind == FaultKind.Throttle ? 5 : 7, kind == FaultKind.Throttle ? 6 : 9);
        var fault = watch.History.Seen.Where(seen => seen.IsHeartbeat).ToList();
        Assert.InRange(fault.Count, 4, 12);
        Assert.All(fault, heartbeat => Assert.Equal(observed, heartbeat.ObserveTime));
        Assert.True(recovered.ObserveTime > observed!.Value.AddSeconds(80));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AwsHangs_IsAbsorbed()
    {
        // In real time, as AWS's SDK keeps it.
        await using var scene = await WatchScene.StartAsync("Upstream:AttemptTimeout=00:00:01");
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Hang });
        scene.Put(WatchScene.Audit, 2);
        var reads = scene.Reads;

        await scene.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(scene.Reads - reads, 3, 4);
        scene.Server.Aws.Faults.Clear();
        await scene.PollAsync();

        await watch.SawAsync(seen => WatchScene.ProgressOf(seen) == 2);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AwsFailsForLongerThanUpstreamPatience_Ends()
    {
        await using var scene = await WatchScene.StartAsync("Watch:UpstreamPatience=00:01:00");
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(Failing);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(55));
        Assert.False(watch.Ended.IsCompleted);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(25));

        var end = await watch.Ended;
        Assert.Equal((StatusCode.Unavailable, ErrorReason.UpstreamUnavailable), (end.Code, end.Reason));
        Assert.NotNull(new ErrorDetails(watch.Error!).Retry);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AwsRecovers_ItIsReadAgainWithinMaxPollInterval()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(Failing);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(100));
        scene.Server.Aws.Faults.Clear();
        scene.Put(WatchScene.Audit, 2);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(16.5));

        await watch.SawAsync(seen => WatchScene.ProgressOf(seen) == 2);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_ThrottlingStorm_LastsAsLongAsItLasts()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(Throttling);
        var reads = scene.Reads;

        await scene.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.InRange(scene.Reads - reads, 10, 16);
        scene.Server.Aws.Faults.Clear();
        scene.Put(WatchScene.Audit, 2);
        await scene.PollAsync();
        await watch.SawAsync(seen => WatchScene.ProgressOf(seen) == 2);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AThirdOfReadsFail_GetsToTheEnd()
    {
        await using var scene = await WatchScene.StartAsync();
        var watches = await scene.WatchAsync(20);
        scene.Server.Aws.Faults.Inject(Failing with { Share = 0.3, Seed = 1 });
        scene.Server.Aws.Faults.Inject(Throttling with { Share = 0.1, Seed = 2 });

        for (var change = 2; change <= 20; change++)
        {
            scene.Put(WatchScene.Audit, change, change == 20 ? AuditWords.Completed : AuditWords.InProgress);
            await scene.AdvanceAsync(TimeSpan.FromSeconds(2));
        }

        await scene.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.All(await Task.WhenAll(watches.Select(watch => watch.Ended)), end => Assert.Equal(StatusCode.OK, end.Code));
        Assert.True(scene.Measured.Sum("audit.poll.completed", "upstream_unavailable") > 0);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AReplyThatCannotBeRead_IsAbsorbed()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();

        foreach (var change in new[] { 2, 3, 4 })
        {
            scene.Server.Aws.Faults.Inject(Unreadable with { Calls = 1 });
            scene.Put(WatchScene.Audit, change);
            await scene.PollAsync();
            await scene.StepAsync(change);
        }

        Assert.Equal([1, 2, 3, 4], watch.History.States.Select(WatchScene.ProgressOf));
        await scene.CheckAsync();
    }

    [Theory]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    public async Task Watch_TwoRepliesInARowThatCannotBeRead_End(FaultKind kind)
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(new Fault { Kind = kind });

        await scene.PollAsync();
        Assert.False(watch.Ended.IsCompleted);
        await scene.PollAsync();

        var end = await watch.Ended;
        Assert.Equal((StatusCode.Internal, ErrorReason.UpstreamInvalidResponse), (end.Code, end.Reason));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AStatusThatNobodyKnows_IsNotTheEnd()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();

        await scene.StepAsync(2, "PAUSED");
        var paused = watch.Last!.State!;
        await scene.StepAsync(3);
        await scene.StepAsync(4, AuditWords.Completed);

        Assert.Equal((V1.AuditTaskStatus.Unspecified, "PAUSED"), (paused.TaskStatus, paused.UnrecognizedTaskStatus));
        Assert.Equal(StatusCode.OK, (await watch.Ended).Code);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AccessIsDenied_Ends()
    {
        await using var scene = await WatchScene.StartAsync();
        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 403, Code = "AccessDeniedException" });

        await scene.PollAsync();

        var end = await watch.Ended;
        Assert.Equal((StatusCode.Internal, ErrorReason.UpstreamAccessDenied), (end.Code, end.Reason));
        var reads = scene.Reads;
        await scene.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((reads, 0), (scene.Reads, scene.Hub.Pollers));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AwsForgetsTheAudit_Ends()
    {
        await using var scene = await WatchScene.StartAsync();
        var watches = await scene.WatchAsync(10);
        scene.Server.Aws.Audits.Remove(WatchScene.Audit);

        await scene.PollAsync();

        var ends = await Task.WhenAll(watches.Select(watch => watch.Ended));
        Assert.All(ends, end => Assert.Equal((StatusCode.NotFound, ErrorReason.AuditTaskNotFound), (end.Code, end.Reason)));
        Assert.Equal(WatchScene.Audit, new ErrorDetails(watches[0].Error!).Info.Metadata["task_id"]);
        await scene.CheckAsync();
    }
}
