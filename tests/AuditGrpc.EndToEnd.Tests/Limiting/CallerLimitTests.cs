using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace AuditGrpc.EndToEnd.Tests.Limiting;

/// <summary>What one caller may ask, and how it is told that it asked for more.</summary>
public sealed class CallerLimitTests
{
    private const string LimitLoopback = "Limits:LimitLoopback=true";
    // So slow that no test waits for it, and none gets more than its burst.
    private const string SlowReads = "Limits:ReadsPerSecond=0.01";
    private const string SlowChanges = "Limits:ChangesPerSecond=0.01";

    [Fact]
    public async Task Describe_PastTheBurst_IsRefusedAsGrpcAndToldWhenToComeBack()
    {
        await using var server = await RunningServer.StartAsync(LimitLoopback, SlowReads, "Limits:ReadBurst=2");
        await server.DescribeAsync(SimulatedAudits.Documented);
        await server.DescribeAsync(SimulatedAudits.Documented);

        var refused = await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        var details = new ErrorDetails(refused);
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.CallerRateLimited), (refused.StatusCode, details.Reason));
        var delay = details.Retry!.RetryDelay.ToTimeSpan();
        Assert.InRange(delay, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(100));
        Assert.Equal(delay.TotalMilliseconds, double.Parse(refused.Trailers.GetValue("grpc-retry-pushback-ms")!), tolerance: 1);
    }

    [Fact]
    public async Task Start_PastTheBurst_IsRefusedWhileReadsGoOn()
    {
        await using var server = await RunningServer.StartAsync(LimitLoopback, SlowChanges, "Limits:ChangeBurst=2");
        await StartAsync(server);
        await server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = SimulatedAudits.Running });

        var refused = await Assert.ThrowsAsync<RpcException>(() => StartAsync(server));

        Assert.Equal(ErrorReason.CallerRateLimited, new ErrorDetails(refused).Reason);
        Assert.Equal(SimulatedAudits.Documented, (await server.DescribeAsync(SimulatedAudits.Documented)).TaskId);
        Assert.Equal(1, server.Aws.Calls.Of("StartOnDemandAuditTask"));
    }

    [Fact]
    public async Task Watch_MoreThanOneCallerMayHold_IsRefusedUntilAnotherEnds()
    {
        await using var server = await RunningServer.StartAsync(LimitLoopback, "Limits:WatchesPerCaller=1");
        using var first = await OpenWatchAsync(server);

        var refused = await Assert.ThrowsAsync<RpcException>(() => OpenWatchAsync(server));

        var details = new ErrorDetails(refused);
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.TooManyWatches), (refused.StatusCode, details.Reason));
        Assert.Equal("1", details.Info.Metadata["max_watches"]);
        Assert.NotNull(details.Retry);
        first.Dispose();
        await Eventually.SucceedsAsync<RpcException>(async () => (await OpenWatchAsync(server)).Dispose());
    }

    [Fact]
    public async Task Check_OfACallerWithNothingLeft_IsStillAnswered()
    {
        await using var server = await RunningServer.StartAsync(LimitLoopback, SlowReads, "Limits:ReadBurst=1");
        await server.DescribeAsync(SimulatedAudits.Documented);
        await Assert.ThrowsAsync<RpcException>(() => server.DescribeAsync(SimulatedAudits.Documented));

        var health = await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Describe_FromThisMachineWithoutAName_IsNotLimited()
    {
        await using var server = await RunningServer.StartAsync(SlowReads, "Limits:ReadBurst=1");

        for (var call = 0; call < 5; call++)
        {
            await server.DescribeAsync(SimulatedAudits.Documented);
        }
    }

    private static Task<StartOnDemandAuditTaskResponse> StartAsync(RunningServer server) => server.Client.StartOnDemandAuditTaskAsync(
        new StartOnDemandAuditTaskRequest { TargetCheckNames = { "LOGGING_DISABLED_CHECK" } }).ResponseAsync;

    private static async Task<AsyncServerStreamingCall<WatchAuditTaskResponse>> OpenWatchAsync(RunningServer server)
    {
        var watch = server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch;
    }
}
