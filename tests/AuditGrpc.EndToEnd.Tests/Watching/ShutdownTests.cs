using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>A server that is told to stop while audits are watched.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_OnSigterm_SendsCallersElsewhereAndServesUntilThen()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        await using var server = Start(aws, "00:00:02");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);
        var request = new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running };
        var watches = Enumerable.Range(0, 1000).Select(_ => new RecordedWatch(client, request, TimeProvider.System)).ToList();
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Last is not null));
        using var health = new Health.HealthClient(channel).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(health));

        var signaled = TimeProvider.System.GetTimestamp();
        server.Signal("TERM");
        Assert.Equal(ServingStatus.NotServing, await NextAsync(health));
        Assert.DoesNotContain(watches, watch => watch.Ended.IsCompleted);
        var described = await DescribeWhileServedAsync(client);
        var served = TimeProvider.System.GetElapsedTime(signaled);
        Assert.True(served >= TimeSpan.FromSeconds(2), $"calls failed after {served}, before the drain's delay was over");

        // A caller that is not told within a second would be cut off, and have no reason.
        var ends = await Task.WhenAll(watches.Select(watch => watch.Ended));
        Assert.All(ends, end => Assert.Equal((StatusCode.Unavailable, ErrorReason.ServerShuttingDown), (end.Code, end.Reason)));
        var delays = watches.Select(watch => new ErrorDetails(watch.Error!).Retry!.RetryDelay.ToTimeSpan().TotalSeconds).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, 0, 2));
        Assert.True(delays.Distinct().Count() > 100, "callers would come back all at once");
        Assert.True(described > 10, $"only {described} calls were answered while the server drained");
        Assert.Equal(0, await server.ExitCodeAsync());
        RecordedWatch.AssertPromisesKept(watches);
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task Stop_OnASecondSigterm_ExitsAtOnce()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        await using var server = Start(aws, "00:00:20");
        using var channel = GrpcChannel.ForAddress(await server.AddressAsync());
        var client = new AuditService.AuditServiceClient(channel);
        var request = new WatchAuditTaskRequest { TaskId = SimulatedAudits.Running };
        using var watch = new RecordedWatch(client, request, TimeProvider.System);
        await Eventually.TrueAsync(() => watch.Last is not null);

        server.Signal("TERM");
        await server.LineWithAsync("NOT_SERVING");
        var began = TimeProvider.System.GetTimestamp();
        server.Signal("TERM");

        Assert.Equal(143, await server.ExitCodeAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 10);
        await watch.Ended;
    }

    /// <summary>Counts the calls that succeed, one after the other, until one does not.</summary>
    private static async Task<int> DescribeWhileServedAsync(AuditService.AuditServiceClient client)
    {
        for (var described = 0; ; described++)
        {
            try
            {
                await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Running });
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable)
            {
                return described;
            }
        }
    }

    private static ServerProcess Start(SimulatedAws aws, string drainDelay) => ServerProcess.Start(
        "Production",
        "Urls=http://127.0.0.1:0",
        $"Sources:default:ServiceUrl={aws.ServiceUrl}",
        $"Hosting:DrainDelay={drainDelay}");

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> health)
    {
        Assert.True(await health.ResponseStream.MoveNext(CancellationToken.None));
        return health.ResponseStream.Current.Status;
    }
}
