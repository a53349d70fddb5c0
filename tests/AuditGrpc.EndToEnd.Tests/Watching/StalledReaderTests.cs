using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests.Watching;

/// <summary>Callers that open a watch and never read it.</summary>
public sealed class StalledReaderTests
{
    // More than a stream's window and the server's buffer hold, so that the first write does not end.
    private static readonly string LongText = new('x', 300_000);

    [Theory]
    [InlineData(1, 50)]
    [InlineData(40, 160)]
    public async Task Watch_SomeCallersNeverRead_TheyAreEndedAndTheOthersDoNotNotice(int stalled, int reading)
    {
        await using var scene = await WatchScene.StartAsync("Watch:MaxPollInterval=00:00:02");
        scene.Put(WatchScene.Audit, 1, text: LongText);
        var stalls = await StallAsync(scene.Server, stalled);
        await scene.StepAsync(2);
        var watches = await scene.WatchAsync(reading);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(20));
        await scene.StepAsync(3);
        Assert.Equal(stalled + reading, scene.Hub.Open);
        await scene.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => scene.Hub.Open == reading);
        await scene.StepAsync(4, AuditWords.Completed);

        Assert.All(await Task.WhenAll(watches.Select(watch => watch.Ended)), end => Assert.Equal(StatusCode.OK, end.Code));
        Assert.All(watches, watch => Assert.Equal([2, 3, 4], watch.History.States.Select(WatchScene.ProgressOf)));
        Assert.Equal(stalled, scene.Measured.Sum("audit.watch.ended", "stalled"));
        await AssertCanceledAsync(stalls);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_AuditFinishesWhileACallerDoesNotRead_TheCallerIsEnded()
    {
        await using var scene = await WatchScene.StartAsync();
        scene.Put(WatchScene.Audit, 1, text: LongText);
        var stalls = await StallAsync(scene.Server, 1);
        await scene.StepAsync(2, AuditWords.Completed);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(31));

        await Eventually.TrueAsync(() => scene.Hub.Open == 0);
        await AssertCanceledAsync(stalls);
        await scene.CheckAsync();
    }

    [Fact]
    public async Task Watch_FinishedAuditOfACallerWhoDoesNotRead_TheCallerIsEnded()
    {
        await using var scene = await WatchScene.StartAsync();
        scene.Put(WatchScene.Audit, 1, AuditWords.Completed, LongText);
        var stalls = await StallAsync(scene.Server, 1);

        await scene.AdvanceAsync(TimeSpan.FromSeconds(31));

        await Eventually.TrueAsync(() => scene.Hub.Open == 0);
        await AssertCanceledAsync(stalls);
        await scene.CheckAsync();
    }

    [Theory]
    [InlineData(AuditWords.InProgress)]
    [InlineData(AuditWords.Completed)]
    public async Task Stop_CallersDoNotRead_TheyDoNotHoldItUp(string status)
    {
        await using var server = await RunningServer.StartAsync();
        server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(1, status, LongText));
        var calls = await StallAsync(server, 20);
        var began = TimeProvider.System.GetTimestamp();

        await server.App.StopAsync();

        // The host would wait for them for 30 s.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 15);
        await AssertCanceledAsync(calls);
    }

    [Fact]
    public async Task Abort_TheCallHasEndedMeanwhile_DoesNotTouchIt()
    {
        await using var scene = await WatchScene.StartAsync();
        var aborts = 0;
        var source = scene.Server.App.Services.GetRequiredService<Sources>().Find("");
        var watch = scene.Hub.OpenWatch(source, WatchScene.Audit, "", () => Interlocked.Increment(ref aborts));

        watch.Dispose();
        watch.Abort();

        // Aborts run on the thread pool, as this does, in order or nearly so.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => { })));
        Assert.Equal(0, aborts);
        await scene.CheckAsync();
    }

    private static async Task<IReadOnlyList<AsyncServerStreamingCall<WatchAuditTaskResponse>>> StallAsync(RunningServer server, int count)
    {
        var calls = Enumerable.Range(0, count)
            .Select(_ => server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = WatchScene.Audit })).ToList();
        // The headers are sent with the first state, so now it is being written.
        await Task.WhenAll(calls.Select(call => call.ResponseHeadersAsync));
        return calls;
    }

    private static async Task AssertCanceledAsync(IEnumerable<AsyncServerStreamingCall<WatchAuditTaskResponse>> calls)
    {
        foreach (var call in calls)
        {
            using (call)
            {
                var error = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().LastAsync());
                Assert.Equal(StatusCode.Cancelled, error.StatusCode);
            }
        }
    }
}
