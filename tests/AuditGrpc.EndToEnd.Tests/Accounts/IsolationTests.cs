using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using static AuditGrpc.EndToEnd.Tests.Accounts.AccountsScene;

namespace AuditGrpc.EndToEnd.Tests.Accounts;

/// <summary>Two sources on two accounts have nothing in common but the server.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Describe_TheSameIdOnTwoSources_AreTwoAudits()
    {
        await using var server = await AccountsScene.StartAsync();
        server.Aws.Audits.Put("same", StateOf(AuditWords.Completed));
        server.AccountTwo().Audits.Put("same", StateOf(AuditWords.Failed));

        // Twice: what is kept of one must not answer for the other.
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(V1.AuditTaskStatus.Completed, (await server.DescribeOnAsync("default", "same")).TaskStatus);
            Assert.Equal(V1.AuditTaskStatus.Failed, (await server.DescribeOnAsync("two", "same")).TaskStatus);
        }

        Assert.Equal((1, 1), (server.Aws.Account(One).Calls.Of(Describe), server.AccountTwo().Calls.Of(Describe)));
    }

    [Fact]
    public async Task Watch_TheSameIdOnTwoSources_AreTwoAudits()
    {
        await using var server = await AccountsScene.StartAsync("Watch:MinPollInterval=00:00:00.1");
        server.Aws.Audits.Put("same", StateOf(AuditWords.InProgress));
        server.AccountTwo().Audits.Put("same", StateOf(AuditWords.InProgress));
        using var one = Watch(server, "default", "same");
        using var two = Watch(server, "two", "same");
        await FirstAsync(one);
        await FirstAsync(two);

        server.AccountTwo().Audits.Put("same", StateOf(AuditWords.Canceled));
        Assert.Equal(V1.AuditTaskStatus.Canceled, (await LastAsync(two)).TaskStatus);
        server.Aws.Audits.Put("same", StateOf(AuditWords.Completed));

        Assert.Equal(V1.AuditTaskStatus.Completed, (await LastAsync(one)).TaskStatus);
    }

    [Fact]
    public async Task StartAndCancel_OnOneSource_ChangeNothingOnTheOther()
    {
        await using var server = await AccountsScene.StartAsync();
        const string RequestId = "8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7";

        var one = await StartAsync("default");
        var two = await StartAsync("two");
        await server.Client.CancelAuditTaskAsync(new CancelAuditTaskRequest { TaskId = two, Source = "two" });

        // The same request_id, on another source, is another request.
        Assert.NotEqual(one, two);
        Assert.Equal(V1.AuditTaskStatus.InProgress, (await server.DescribeOnAsync("default", one)).TaskStatus);
        Assert.Equal(StatusCode.NotFound, (await server.FailureOnAsync("default", two)).Code);

        async Task<string> StartAsync(string source) => (await server.Client.StartOnDemandAuditTaskAsync(
            new StartOnDemandAuditTaskRequest { TargetCheckNames = { "LOGGING_DISABLED_CHECK" }, RequestId = RequestId, Source = source })).TaskId;
    }

    [Fact]
    public async Task Describe_OneAccountHangs_TheOtherAnswersMeanwhile()
    {
        await using var server = await AccountsScene.StartAsync("Upstream:AttemptTimeout=00:01:00");
        await server.DescribeOnAsync("two", SimulatedAudits.Documented);
        server.AccountTwo().Faults.Inject(new Fault { Kind = FaultKind.Hang });
        var hanging = Enumerable.Range(0, 100).Select(i => server.DescribeOnAsync("two", $"audit-{i}")).ToList();
        await Eventually.TrueAsync(() => server.AccountTwo().Calls.Of(Describe) == 101);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(StatusCode.NotFound, (await server.FailureOnAsync("default", $"audit-{i}")).Code);
        }

        Assert.DoesNotContain(hanging, call => call.IsCompleted);
        server.Channel.Dispose();
        await Task.WhenAll(hanging).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Error)]
    public async Task Describe_OneAccountFails_TheOtherSpendsNothingOfItsOwn(FaultKind kind)
    {
        await using var server = await AccountsScene.StartAsync("Sources:two:DescribePerSecond=1");
        server.AccountTwo().Faults.Inject(new Fault { Kind = kind });

        // More than the budget of one source: some of these wait for it, and some are sent away.
        var failing = Enumerable.Range(0, 20).Select(i => server.FailureOnAsync("two", $"audit-{i}")).ToList();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(StatusCode.NotFound, (await server.FailureOnAsync("default", $"audit-{i}")).Code);
        }

        Assert.Equal(100, server.Aws.Account(One).Calls.Of(Describe));
        var failures = await Task.WhenAll(failing);
        Assert.Contains(failures, failure => failure.Code == StatusCode.ResourceExhausted);
        Assert.DoesNotContain(failures, failure => failure.Code == StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_OneAccountHangs_TheOthersWatchesGetToTheirEnd()
    {
        await using var server = await AccountsScene.StartAsync("Watch:MinPollInterval=00:00:00.1", "Upstream:AttemptTimeout=00:01:00");
        server.Aws.Audits.Put("same", StateOf(AuditWords.InProgress));
        server.AccountTwo().Audits.Put("same", StateOf(AuditWords.InProgress));
        using var one = Watch(server, "default", "same");
        using var two = Watch(server, "two", "same");
        await FirstAsync(one);
        await FirstAsync(two);

        server.AccountTwo().Faults.Inject(new Fault { Kind = FaultKind.Hang });
        server.AccountTwo().Audits.Put("same", StateOf(AuditWords.Completed));
        var reads = server.AccountTwo().Calls.Of(Describe);
        await Eventually.TrueAsync(() => server.AccountTwo().Calls.Of(Describe) > reads);
        var next = two.ResponseStream.MoveNext(CancellationToken.None);
        server.Aws.Audits.Put("same", StateOf(AuditWords.Completed));

        Assert.Equal(V1.AuditTaskStatus.Completed, (await LastAsync(one)).TaskStatus);
        Assert.False(next.IsCompleted);
        two.Dispose();
        await Assert.ThrowsAsync<RpcException>(() => next);
    }

    private static AuditState StateOf(string status) => new AuditState { TaskStatus = status, TaskType = AuditWords.OnDemand };

    private static AsyncServerStreamingCall<WatchAuditTaskResponse> Watch(RunningServer server, string source, string taskId) =>
        server.Client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = taskId, Source = source });

    private static async Task<AuditTask> FirstAsync(AsyncServerStreamingCall<WatchAuditTaskResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current.AuditTask;
    }

    /// <summary>Reads a watch to its end; returns the last state.</summary>
    private static async Task<AuditTask> LastAsync(AsyncServerStreamingCall<WatchAuditTaskResponse> watch)
    {
        AuditTask? last = null;
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            last = watch.ResponseStream.Current.AuditTask ?? last;
        }

        return last!;
    }
}
