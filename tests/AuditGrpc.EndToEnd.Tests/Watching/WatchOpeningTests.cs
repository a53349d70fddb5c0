using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>A watch that cannot be opened fails like any other call: at once, with a reason, before any message.</summary>
public sealed class WatchOpeningTests
{
    [Theory]
    [InlineData("nowhere", StatusCode.NotFound, ErrorReason.AuditTaskNotFound)]
    [InlineData("", StatusCode.InvalidArgument, ErrorReason.InvalidRequest)]
    [InlineData("bad_id", StatusCode.InvalidArgument, ErrorReason.InvalidRequest)]
    public async Task Watch_WrongTaskId_FailsBeforeAnyMessage(string taskId, StatusCode code, ErrorReason reason)
    {
        await using var scene = await WatchScene.StartAsync();

        var watch = await scene.WatchAsync(taskId);

        AssertFailed(watch, code, reason);
        await scene.CheckAsync();
    }

    [Theory]
    [InlineData(400, "ThrottlingException", StatusCode.ResourceExhausted, ErrorReason.UpstreamThrottled)]
    [InlineData(500, "InternalFailureException", StatusCode.Unavailable, ErrorReason.UpstreamUnavailable)]
    [InlineData(403, "AccessDeniedException", StatusCode.Internal, ErrorReason.UpstreamAccessDenied)]
    [InlineData(400, "InvalidRequestException", StatusCode.InvalidArgument, ErrorReason.InvalidRequest)]
    [InlineData(410, "NobodyKnowsException", StatusCode.Internal, ErrorReason.UpstreamInvalidResponse)]
    public async Task Watch_AwsFails_FailsBeforeAnyMessageAndCanBeOpenedLater(
        int status, string awsCode, StatusCode code, ErrorReason reason)
    {
        await using var scene = await WatchScene.StartAsync("Upstream:Attempts=1");
        scene.Server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = status, Code = awsCode });

        var watch = await scene.WatchAsync();
        scene.Server.Aws.Faults.Clear();
        var later = await scene.WatchAsync();

        AssertFailed(watch, code, reason);
        Assert.Equal(1, WatchScene.ProgressOf(later.Last));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_MoreThanMaxWatches_FailsUntilOneHasEnded()
    {
        await using var scene = await WatchScene.StartAsync("Watch:MaxWatches=2");
        var first = await scene.WatchAsync();
        await scene.WatchAsync("nowhere");
        await scene.WatchAsync();

        var third = await scene.WatchAsync();
        first.Cancel();
        await Eventually.TrueAsync(() => scene.Hub.Open == 1);
        var fourth = await scene.WatchAsync();

        AssertFailed(third, StatusCode.ResourceExhausted, ErrorReason.TooManyWatches);
        var details = new ErrorDetails(third.Error!);
        Assert.Equal("2", details.Info.Metadata["max_watches"]);
        Assert.InRange(details.Retry!.RetryDelay.ToTimeSpan().TotalSeconds, 0, 2);
        Assert.Equal(1, WatchScene.ProgressOf(fourth.Last));
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_ManyAtOnceOfAnAuditThatIsNot_AllFail()
    {
        await using var scene = await WatchScene.StartAsync();

        var watches = await scene.WatchAsync(200, "nowhere");

        Assert.All(watches, watch => AssertFailed(watch, StatusCode.NotFound, ErrorReason.AuditTaskNotFound));
        Assert.InRange(scene.Reads, 1, 200);
        await scene.CheckAsync();
    }

    private static void AssertFailed(RecordedWatch watch, StatusCode code, ErrorReason reason)
    {
        Assert.Empty(watch.History.Seen);
        Assert.Equal((code, reason), (watch.History.End?.Code, watch.History.End?.Reason));
    }
}
